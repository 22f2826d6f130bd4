import type { StatuteLanguage } from '@lexhop/statutes';
import { citationReader } from '../citation-reader.js';
import { statuteTitles } from '../statute-titles.js';

/** Titles for tests: a civil code, a criminal code, a copyright act and what stands in its way. */
export const someTitles = statuteTitles([
  { id: 'CIV', title: '民法' },
  { id: 'CIVG', title: '民法總則施行法' },
  { id: 'PEN', title: '中華民國刑法' },
  { id: 'CON', title: '中華民國憲法' },
  { id: 'ADM', title: '行政程序法' },
  { id: 'CPY', title: '著作權法' },
  { id: 'CPYR', title: '著作權法施行細則' },
  { id: 'BNK', title: '銀行法' },
  { id: 'LAB', title: '勞動基準法' },
  { id: 'DRG', title: '毒品危害防制條例' },
  { id: 'AIR', title: '噪音管制標準' },
  { id: 'CIV.en', title: 'Civil Code' },
  { id: 'PEN.en', title: 'Criminal Code of the Republic of China' },
  { id: 'CPY.en', title: 'Copyright Act' },
]);

/** The statute around the text under test: articles 1 to 30 with 10-1 and 10-2 among them, three paragraphs in each. */
interface Around {
  readonly number?: string;
  readonly title?: string;
  readonly language?: StatuteLanguage;
  /** The text of article 1, where short names are defined. */
  readonly first?: string;
}

const numbers = Array.from({ length: 30 }, (_, index) => String(index + 1)).toSpliced(10, 0, '10-1', '10-2');

/** What a text cites, as `words → targets`, the own statute's id left out: `第五條第一項 → 5#1`. 準用 is marked by `*`. */
export function cited(text: string, around: Around = {}): readonly string[] {
  const { number = '12', title = '甲法', language = 'zh-Hant', first = '本文' } = around;
  const articles = numbers.map((each) => ({ number: each, text: each === '1' ? first : '一。\n二。\n三。' }));
  const own = articles.map((article) => (article.number === number ? { number, text } : article));
  return citationReader({ id: 'OWN', title, language, articles: own }, someTitles)
    .read(number)
    .map(({ span, targets, mutatisMutandis }) => {
      const ids = targets.map(({ id }) => id.replace('OWN:', '')).join(' ');
      return `${text.slice(span.start, span.end)} → ${ids}${mutatisMutandis ? ' *' : ''}`;
    });
}
