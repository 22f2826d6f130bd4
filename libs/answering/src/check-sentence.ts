import { articleIdOf, type ArticleNode } from '@lexhop/graph-model';
import { articleLabelAt, foldScript, numeralCharacters } from '@lexhop/statutes';
import type { AnswerSentence } from './answer.js';
import type { WrittenSentence } from './answer-prompt.js';
import { figuresIn } from './figures.js';

/** What sentences are checked against. */
export interface Ground {
  readonly query: string;
  /** By id, as they were given to the model. */
  readonly articles: ReadonlyMap<string, ArticleNode>;
}

/** Characters; a shorter quote would occur in every article. */
const shortestQuote = 4;
/** Characters; shorter words in quotation marks are names and terms, not quotes. */
const shortestInnerQuote = 8;

/**
 * Checks a sentence against the articles that were given (decision 16). It is supported if:
 * - a citation names a given article and quotes words of it, in order, whatever the punctuation, spacing and script;
 * - long quotations in the text, and every period, amount, share and number of persons, occur in a cited article or in the query;
 * - an article that the text names by number was given, or is named in a cited article or the query.
 * Citations that do not hold are left out.
 */
export function checkSentence(
  { text: written, citations }: WrittenSentence,
  { query, articles }: Ground,
): AnswerSentence {
  const text = withoutMarks(written);
  const given = citations.flatMap(({ article: id, quote }) => {
    const article = articles.get(articleIdOf(id.trim()));
    return article ? [{ article, quote }] : [];
  });
  const holding = given.filter(({ article, quote }) => contains(article.text, quote));
  const held = holding.map(({ article, quote }) => ({ article: article.id, quote: quote.trim() }));
  const grounds = [query, ...holding.map(({ article }) => article.text)];
  const faultOf = (): AnswerSentence['fault'] => {
    if (citations.length === 0) return 'no-citation';
    if (given.length === 0) return 'article-not-given';
    const quotesHold = innerQuotes(text).every((words) => grounds.some((ground) => contains(ground, words)));
    if (holding.length === 0 || !quotesHold) return 'quote-not-found';
    if (statesNewFigure(text, grounds)) return 'figure-not-found';
    return namesOther(text, [...articles.values()], grounds) ? 'article-not-given' : undefined;
  };
  const fault = faultOf();
  return { text, citations: held, supported: fault === undefined, ...(fault && { fault }) };
}

/** The sentence about what the articles do not answer; undefined where it names an article or a figure that stands neither in an article nor in the query. */
export function checkUnanswered(written: string, { query, articles }: Ground): string | undefined {
  const text = withoutMarks(written);
  const given = [...articles.values()];
  const grounds = [query, ...given.map((article) => article.text)];
  return text === '' || statesNewFigure(text, grounds) || namesOther(text, given, grounds) ? undefined : text;
}

/** The text on one line, without marks of articles that the model put in itself. */
function withoutMarks(text: string): string {
  return text
    .replaceAll(/\s*[[［][^\s[\]［］]{1,100}[:：][^\s[\]［］]{1,100}[\]］]/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** Whether a text contains a quote. Of a quote with ellipses, the parts must come one after another, and each must be long enough to mean something. */
function contains(text: string, quote: string): boolean {
  const ground = normalised(text);
  const parts = quote
    .split(/…+|\.{3,}/u)
    .map(normalised)
    .filter((part) => part !== '');
  if (parts.length === 0 || parts.some((part) => part.length < shortestQuote && part !== ground)) return false;
  let place = 0;
  return parts.every((part) => {
    const found = ground.indexOf(part, place);
    place = found + part.length;
    return found >= 0;
  });
}

/** Only the letters and digits, in one script. Marks between digits stay: 1.5 is not 15. */
function normalised(text: string): string {
  return foldScript(text.normalize('NFKC').toLowerCase()).replaceAll(
    /(?<!\d)[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+(?!\d)/gu,
    '',
  );
}

function innerQuotes(text: string): readonly string[] {
  const quoted = text.matchAll(/「([^「」]+)」|『([^『』]+)』|“([^“”]+)”|"([^"]+)"/gu);
  const words = Array.from(quoted, ([, ...groups]) => groups.find((group) => group !== undefined) ?? '');
  return words.filter((each) => normalised(each).length >= shortestInnerQuote);
}

function statesNewFigure(text: string, grounds: readonly string[]): boolean {
  const known = figuresIn(grounds.join('\n'));
  return [...figuresIn(text)].some((figure) => !known.has(figure));
}

/** Whether a text speaks of an article that was not given and that no ground names. */
function namesOther(text: string, given: readonly ArticleNode[], grounds: readonly string[]): boolean {
  const known = new Set([...given.map(({ number }) => number), ...grounds.flatMap(articlesIn)]);
  return articlesIn(text).some((number) => !known.has(number));
}

function articlesIn(words: string): readonly string[] {
  const text = words.normalize('NFKC');
  const numbers: string[] = [];
  for (let index = 0; index < text.length;) {
    const label = articleLabelAt(text, index);
    if (label && !label.isBare && !mayCount.test(text.charAt(index))) numbers.push(label.number);
    index = label?.end ?? index + 1;
  }
  return numbers;
}

/** Without 第 before it a number may say how many: 共有三條. */
const mayCount = new RegExp(numeralCharacters);
