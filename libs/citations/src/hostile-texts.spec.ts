import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someTitles } from './testing/citing-texts.js';
import { chineseLexer } from './chinese-lexer.js';
import { chineseMentions } from './chinese-mentions.js';
import { traditionalScript } from './chinese-places.js';
import { citationReader } from './citation-reader.js';
import { lexWestern } from './western-lexer.js';
import { westernMentions } from './western-mentions.js';
import { westernWordsOf } from './western-words.js';
import { statuteTitles, type StatuteTitles } from './statute-titles.js';

const lex = chineseLexer(traditionalScript);

const chineseWords = fc.constantFrom(
  ...'第 一 十 千 條 項 款 之 、 及 或 至 ， 。 ； \n （ ） ( ) 「 」 前 前二 次 本 同 該 各 各該 其 準用 民法 中華民國 刑法 本法 同法 以下簡稱 稱 施行細則 條例 罪章 附表 甲 台 臺 廿 1 １ -'.split(
    / /,
  ),
);
const englishWords = fc.constantFrom(
  ...'Article Articles paragraph paragraphs subparagraph 1 2 30-1 , and or to through of in the preceding two this Act Civil Code Convention same . ; mutatis mutandis The'.split(
    ' ',
  ),
);

/** The titles for tests, and how often they were looked at: once at each place that a lexer looks at. */
function watchedTitles(): { readonly titles: StatuteTitles; readonly looks: () => number } {
  let looks = 0;
  const mayStartWith = (unit: number) => {
    looks += 1;
    return someTitles.mayStartWith(unit);
  };
  return { titles: { ...someTitles, mayStartWith }, looks: () => looks };
}

const chineseText = fc.array(chineseWords, { maxLength: 200 }).map((words) => words.join(''));
const westernText = fc.array(englishWords, { maxLength: 200 }).map((words) => words.join(' '));

/** What makes naive readers slow: openings that never close, lists and ranges without end, one title inside the other. */
const repeated = [
  '第',
  '第一',
  '第一、',
  '第一條、',
  '第一條至',
  '前',
  '前二',
  '（',
  '（以下簡稱',
  '（甲，',
  '民',
  '民法',
  '民法第',
  '同法',
  '第一項、',
  '準用',
  '準用第一條、',
  '各該條',
  '第一條第一項至',
  '中華民國',
  '第一條之',
  '臺灣',
  '第十條之甲罪、',
  '本法',
];

describe('the time to read a text', () => {
  it('is at most one bounded look per character, one token per look and one mention per token', () => {
    fc.assert(
      fc.property(chineseText, (text) => {
        const { titles, looks } = watchedTitles();
        const tokens = lex(text, titles);
        expect(looks()).toBeLessThanOrEqual(text.length);
        expect(tokens.length).toBeLessThanOrEqual(looks());
        expect(chineseMentions(text, tokens).length).toBeLessThanOrEqual(tokens.length);
      }),
    );
    fc.assert(
      fc.property(westernText, fc.constantFrom('en', 'de', 'fr'), (text, language) => {
        const words = westernWordsOf(language);
        const { titles, looks } = watchedTitles();
        const tokens = lexWestern(text, titles, words);
        expect(looks()).toBeLessThanOrEqual(text.length);
        expect(tokens.length).toBeLessThanOrEqual(looks());
        const mentions = westernMentions(text, tokens, { ownId: 'OWN', words });
        expect(mentions.length).toBeLessThanOrEqual(tokens.length + 1);
      }),
    );
  });

  it.each(repeated)('doubles at most when 「%s」 is repeated twice as often', (words) => {
    const [once, twice] = [500, 1000].map((count) => {
      const { titles, looks } = watchedTitles();
      lex(words.repeat(count), titles);
      return looks();
    });
    expect(twice).toBeLessThanOrEqual(2 * (once ?? 0) + 2);
  });

  it.each(repeated)('does not let the targets of 「%s」 grow faster than the text', (words) => {
    const [once, twice] = [200, 400].map((count) => targetCount(words.repeat(count)));
    expect(twice).toBeLessThanOrEqual(2 * (once ?? 0) + 200);
  });
});

function targetCount(text: string): number {
  const articles = [
    { number: '1', text: '甲' },
    { number: '2', text },
  ];
  const reader = citationReader({ id: 'OWN', title: '甲法', language: 'zh-Hant', articles }, someTitles);
  return reader.read('2').reduce((sum, { targets }) => sum + targets.length, 0);
}

describe('the citations of any text', () => {
  it('stand in its order, apart from each other, and are the same every time', () => {
    fc.assert(
      fc.property(fc.oneof(chineseText, westernText), fc.boolean(), (text, chinese) => {
        const language = chinese ? 'zh-Hant' : 'en';
        const statute = { id: 'OWN', title: '甲法', language, articles: [{ number: '1', text }] } as const;
        const citations = citationReader(statute, someTitles).read('1');
        let end = 0;
        for (const { span, targets } of citations) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          expect(new Set(targets.map(({ id }) => id)).size).toBe(targets.length);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
        expect(citationReader(statute, someTitles).read('1')).toEqual(citations);
      }),
      { numRuns: 300 },
    );
  });
});

const order = Array.from({ length: 5000 }, (_, index) => String(index + 1));

/** What article 1 of a statute of 5,000 articles cites, with this text. */
function citationsIn(text: string, titles = statuteTitles([{ id: 'OTH', title: '別法' }])) {
  const articles = order.map((number) => ({ number, text: number === '1' ? text : '甲。' }));
  return citationReader({ id: 'OWN', title: '甲法', language: 'zh-Hant', articles }, titles).read('1');
}

describe('texts that stand for far more than they say', () => {
  it.each([
    ['a range of all articles', '依第一條至第五千條規定辦理。'],
    ['a range in one word', '依第一至第五千條規定辦理。'],
    ['a range, and the same article again and again', '第一至第五千條。同條第一項、同條第二項。'],
    ['a range of another statute', '依別法第一條至第四百九十九條規定辦理。'],
    ['a range of subnumbers', '依別法第一條之一至第一條之四百規定辦理。'],
    ['all paragraphs of articles', '依第一條第一項至第六十項及各該項規定。'],
    ['a list, and each of it', '第一條、第二條、第三條。各該條。各該條。各該條。'],
  ])('%s, a thousand times, has targets in proportion to the text; what is left out is counted', (_name, sentence) => {
    const text = sentence.repeat(1000);
    const citations = citationsIn(text);
    const targets = citations.reduce((sum, citation) => sum + citation.targets.length, 0);
    expect(citations.length).toBeGreaterThan(0);
    expect(targets).toBeLessThan(text.length * 2);
  });

  it('a range that the text has room for is whole, one that it has not is its ends, counted', () => {
    const [small] = citationsIn('第一條至第一百條。');
    expect([small?.targets.length, small?.leftOut]).toEqual([100, undefined]);
    const [large] = citationsIn('第一條至第五千條。');
    expect(large?.targets.map(({ article }) => article)).toEqual(['1', '5000']);
    expect(large?.leftOut).toBe(5000);
  });

  it('titles without end name nothing, and cost nothing', () => {
    const titles = statuteTitles([
      { id: 'LONG', title: `${'甲'.repeat(10_000)}法` },
      { id: 'OTH', title: '別法' },
    ]);
    expect(titles.mayStartWith('甲'.charCodeAt(0))).toBe(false);
    expect(citationsIn('依別法第二條。', titles)).toMatchObject([{ targets: [{ id: 'OTH:2' }] }]);
  });

  it('of 100,000 statutes of one title one is cited, once a mention', () => {
    const titles = statuteTitles(Array.from({ length: 100_000 }, (_, index) => ({ id: `S${index}`, title: '別法' })));
    const targets = citationsIn('依別法第二條。'.repeat(1000), titles).flatMap((citation) => citation.targets);
    expect(targets.length).toBe(1000);
  });
});
