import { cleanDraft, type DraftArticle, type DraftEntry, type Remark, type StatuteDraft } from './statute-draft.js';
import { compareArticleNumbers, parseArticleNumber } from '../article-number.js';
import { headingRanks } from '../numbering-styles.js';
import { type Article, isFormerVersion, type Statute, statuteId } from '../statute.js';
import { isRepealed } from '../text/repealed.js';
import { articleText, type LineLayout, lineLayout } from '../text/unwrap.js';
import { languageOf } from '../text/language.js';
import { splitLines } from '../text/lines.js';
import { paragraphsOf } from '../text/paragraphs-of.js';

const headingKinds: readonly (readonly [RegExp, number])[] = [
  [/^第\s*[^章節节款目]{1,12}?\s*[編编]/, 1],
  [/^第\s*[^編编節节款目]{1,12}?\s*章/, 2],
  [/^第\s*[^編编章款目]{1,12}?\s*[節节]/, 3],
  [/^第\s*[^編编章節节目]{1,12}?\s*款/, 4],
  [/^第\s*[^編编章節节款]{1,12}?\s*目/, 5],
  [/^제\s*\d+\s*편/, 1],
  [/^제\s*\d+\s*장/, 2],
  [/^제\s*\d+\s*절/, 3],
  [/^제\s*\d+\s*관/, 4],
  ...headingRanks.map((words, index): readonly [RegExp, number] => [
    new RegExp(`^(?:${words})(?!\\p{L})`, 'iu'),
    index + 1,
  ]),
];

/** How deep a heading of this kind stands: 1 編, 2 章, 3 節, 4 款, 5 目; any other (壹 總則) counts as a chapter. */
export function headingRank(heading: string): number {
  return headingKinds.find(([pattern]) => pattern.test(heading))?.[1] ?? 2;
}

/** One blank between the words of a heading. */
function headingText(heading: string): string {
  return heading.replace(/\s+/g, ' ').trim();
}

interface RankedHeading {
  readonly rank: number;
  readonly text: string;
}

/** The headings above a place in a statute, kept while reading from its top. */
export class HeadingTrail {
  #headings: readonly RankedHeading[] = [];

  /** Ends the headings of the same kind and below, and begins this one. */
  enter(heading: string, rank?: number): void {
    const text = headingText(heading);
    const own = rank ?? headingRank(text);
    this.#headings = [...this.#headings.filter((outer) => outer.rank < own), { rank: own, text }];
  }

  /** Outermost first. */
  get path(): readonly string[] {
    return this.#headings.map(({ text }) => text);
  }
}

/** Beyond this many lines an article is left out, with a warning; the longest in all Taiwanese law has a few hundred. */
const mostLines = 20_000;
/** Beyond this many characters an article is left out, with a warning; the longest in all Taiwanese law has 37,200. */
export const longestArticle = 400_000;

/** A statute, undefined where no article is left; and what had to be left out. */
export interface BuiltStatute {
  readonly statute: Statute | undefined;
  readonly remarks: readonly Remark[];
}

/** A name stands on each article of its statute, so a long one is cut; the longest title in all Taiwanese law has 75 characters, in English 298. */
const longestName = 500;

/** The draft with its titles and headings cut to the longest that is kept, and a remark for each that was. */
function shortNames(draft: StatuteDraft): { readonly draft: StatuteDraft; readonly shortened: readonly Remark[] } {
  const shortened: Remark[] = [];
  const short = (what: string, name: string) => {
    if (name.length <= longestName) return name;
    const sentence = `${what} has ${name.length} characters and was cut to the ${longestName} that are kept.`;
    shortened.push({ code: 'name-too-long', place: name.slice(0, 40), sentence });
    return `${name.slice(0, longestName - 1)}…`;
  };
  const { title, englishTitle, entries } = draft;
  const named = {
    ...draft,
    title: short('The title', title),
    ...(englishTitle === undefined ? {} : { englishTitle: short('The English title', englishTitle) }),
    entries: entries.map((entry) =>
      'heading' in entry ? { ...entry, heading: short('A heading', entry.heading) } : entry,
    ),
  };
  return { draft: named, shortened };
}

/** A draft as a statute, its articles in numeric order. */
export function buildStatute(given: StatuteDraft): BuiltStatute {
  const { draft, shortened } = shortNames(cleanDraft(given));
  const remarks = [...draft.remarks, ...shortened];
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
  const sample = articles.slice(0, 10).map(({ text }) => text.slice(0, 500));
  const language = languageOf(draft.title + sample.join(''));
  const statute: Statute = {
    ...fields,
    // The pcode in an address that can't be followed is still the statute's own.
    id: statuteId({ ...draft, language }),
    language,
    abolished: draft.abolished || isFormerVersion(url),
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
  return tooLong(label, number, content);
}

function tooLong(label: string, number: string, content: string): Remark | undefined {
  const length = content.length;
  // A line has a character or two: fewer characters can't have too many lines.
  const lines = length > mostLines ? splitLines(content).length : 0;
  if (length <= longestArticle && lines <= mostLines) return undefined;
  const size = length > longestArticle ? `${length} characters` : `${lines} lines`;
  const most = length > longestArticle ? longestArticle : mostLines;
  const sentence = `Article ${number} has ${size}, more than the ${most} allowed, and was left out.`;
  return { code: 'article-too-long', place: label, sentence };
}
