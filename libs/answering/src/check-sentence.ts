import { articleIdOf, type ArticleNode } from '@lexhop/graph-model';
import { articleLabelAt, foldScript, numeralCharacters } from '@lexhop/statutes';
import type { AnswerSentence, Citation } from './answer.js';
import { figuresIn } from './figures.js';

/** A sentence as a language model gives it. */
export interface WrittenSentence {
  readonly text: string;
  readonly citations: readonly Citation[];
}

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
  const fault =
    citations.length === 0
      ? 'no-citation'
      : given.length === 0
        ? 'article-not-given'
        : holding.length === 0 || !innerQuotes(text).every((words) => grounds.some((ground) => contains(ground, words)))
          ? 'quote-not-found'
          : statesNewFigure(text, grounds)
            ? 'figure-not-found'
            : namesOther(text, [...articles.values()], grounds)
              ? 'article-not-given'
              : undefined;
  return { text, citations: held, supported: fault === undefined, ...(fault && { fault }) };
}

/** What is said of what the articles leave open, if it says nothing of its own: no article and no figure that stands neither in one nor in the query. */
export function checkUnanswered(written: string, { query, articles }: Ground): string | undefined {
  const text = withoutMarks(written);
  const given = [...articles.values()];
  const grounds = [query, ...given.map((article) => article.text)];
  return text === '' || statesNewFigure(text, grounds) || namesOther(text, given, grounds) ? undefined : text;
}

/** One line, without the marks that a model may have put in itself. */
function withoutMarks(text: string): string {
  return text
    .replaceAll(/\s*[[［][^\s[\]［］]{1,100}[:：][^\s[\]［］]{1,100}[\]］]/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** Whether words stand in a text; parts between ellipses one after another, each long enough to say something. */
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

/** Letters and digits alone, in one script; marks stay between digits: 1.5 is not 15. */
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
