import { compareArticleNumbers, parseArticleNumber } from '../article-number.js';
import { HeadingTrail } from '../heading-path.js';
import type { Article, Statute } from '../statute.js';
import { statuteId } from '../statute-id.js';
import { articleText, isRepealed } from '../text/article-text.js';
import { languageOf } from '../text/language.js';
import { paragraphsOf } from '../text/paragraphs-of.js';
import type { LineLayout } from '../text/line-breaks.js';
import { lineLayout } from '../text/unwrap.js';
import type { DraftArticle, DraftEntry, Remark, StatuteDraft } from './statute-draft.js';
import { storableDraft } from './storable-draft.js';

/** Beyond this many characters an article is left out, with a warning; the longest in all Taiwanese law has 37,200. */
export const longestArticle = 5_000_000;

/** A statute, undefined where no article is left; and what had to be left out. */
export interface BuiltStatute {
  readonly statute: Statute | undefined;
  readonly remarks: readonly Remark[];
}

/** A draft as a statute, its articles in numeric order. */
export function buildStatute(given: StatuteDraft): BuiltStatute {
  const draft = storableDraft(given);
  const remarks = [...draft.remarks];
  const layout = lineLayout(contentsOf(draft.entries));
  const articles = readArticles(draft.entries, layout, remarks);
  if (articles.length === 0) {
    const sentence = `It has no article that can be read among ${draft.entries.length} entries and was left out.`;
    remarks.push({ code: 'statute-without-articles', place: draft.title, sentence });
    return { statute: undefined, remarks };
  }
  const { entries: _entries, remarks: _remarks, foreword, url, ...fields } = draft;
  const unusable = url === undefined ? undefined : urlFault(url);
  if (unusable !== undefined) remarks.push(unusable);
  const sample = articles.slice(0, 3).map(({ text }) => text.slice(0, 500));
  const language = languageOf(draft.title + sample.join(''));
  const statute: Statute = {
    ...fields,
    // The pcode in an address that can't be followed is still the statute's own.
    id: statuteId({ ...draft, language }),
    language,
    ...(url === undefined || unusable ? {} : { url }),
    ...(foreword === undefined ? {} : { foreword: articleText(foreword, layout) }),
    articles,
  };
  return { statute, remarks };
}

/** Readers follow the address as a link: only http and https lead to a page, and not to a script. */
function urlFault(url: string): Remark | undefined {
  if (/^https?:/i.test(url) && URL.canParse(url)) return undefined;
  const sentence = `The address ${JSON.stringify(url.slice(0, 80))} is not an http or https URL, and was left out.`;
  return { code: 'field-not-readable', place: 'the statute itself', sentence };
}

function* contentsOf(entries: readonly DraftEntry[]): Generator<string> {
  for (const entry of entries) if ('content' in entry) yield entry.content;
}

function readArticles(entries: readonly DraftEntry[], layout: LineLayout, remarks: Remark[]): readonly Article[] {
  const trail = new HeadingTrail();
  const byNumber = new Map<string, Article>();
  entries.forEach((entry, index) => {
    if ('heading' in entry) return trail.enter(entry.heading, entry.rank);
    const number = parseArticleNumber(entry.label);
    const remark = number === undefined ? numberMissing(entry, index) : faultOf(entry, number, byNumber);
    if (remark !== undefined) remarks.push(remark);
    else if (number !== undefined) byNumber.set(number, readArticle(entry, number, trail.path, layout));
  });
  return [...byNumber.values()].sort((left, right) => compareArticleNumbers(left.number, right.number));
}

function readArticle(
  { content }: DraftArticle,
  number: string,
  headingPath: readonly string[],
  layout: LineLayout,
): Article {
  const text = articleText(content, layout);
  return { number, headingPath, text, paragraphs: paragraphsOf(text), repealed: isRepealed(text) };
}

function numberMissing({ label, content }: DraftArticle, index: number): Remark {
  const start = content.slice(0, 20);
  return {
    code: 'article-number-missing',
    place: `entry ${index + 1}`,
    sentence: `The entry labelled ${JSON.stringify(label.slice(0, 40))} has no article number and was left out; it begins with ${JSON.stringify(start)}.`,
  };
}

function faultOf(
  { label, content }: DraftArticle,
  number: string,
  known: ReadonlyMap<string, Article>,
): Remark | undefined {
  if (known.has(number)) {
    const sentence = `Article ${number} stands there twice; the first was kept and the second was left out.`;
    return { code: 'article-number-repeated', place: label, sentence };
  }
  if (content.trim() === '') {
    return { code: 'article-empty', place: label, sentence: `Article ${number} has no text and was left out.` };
  }
  if (content.length > longestArticle) {
    const sentence = `Article ${number} has ${content.length} characters, more than the ${longestArticle} allowed, and was left out.`;
    return { code: 'article-too-long', place: label, sentence };
  }
  return undefined;
}
