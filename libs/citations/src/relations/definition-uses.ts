import { NameTrie } from '../statute-titles.js';
import type { DefinedTerm, ReadArticle } from './definitions.js';

/** An article that uses a defined term. */
export interface DefinitionUse extends DefinedTerm {
  readonly usedIn: string;
  /** Where it is first used: [start, end) in UTF-16 units of the text of `usedIn`. */
  readonly span: { readonly start: number; readonly end: number };
  /** How much the term tells of the article: 1 where no other of the articles uses it, less the more of them do, down to 0 for all. */
  readonly weight: number;
}

/** A term is tied to so many articles at most, those that say it most often. */
const mostArticles = 30;
/** An article is tied to so many terms at most, the rarest. */
const mostTerms = 8;

/**
 * Which articles use which defined terms: those of the statute that defines them, or of an order made under it, so that one statute's edges hang on
 * its own text and its law's alone. Where one term begins in another the longest is used, and of two definitions of a term the first. An article
 * does not use what it defines itself. In the order of the articles, in each the rarest term first, within the bounds above. Pure; passes over each text once, with a look no longer than the longest term at each place.
 */
export function definitionUses(
  definitions: Iterable<DefinedTerm>,
  articles: readonly ReadArticle[],
): readonly DefinitionUse[] {
  const trie = new NameTrie<DefinedTerm>();
  for (const definition of definitions) trie.set(folded(definition.term), definition, (first) => first);
  const users = new Map<DefinedTerm, TermUse[]>();
  for (const [order, article] of articles.entries()) {
    for (const [definition, use] of usesIn(article, trie)) {
      const uses = users.get(definition) ?? [];
      uses.push({ ...use, order, usedIn: article.id });
      users.set(definition, uses);
    }
  }
  return bounded(users, articles.length);
}

interface TermUse {
  readonly span: DefinitionUse['span'];
  readonly times: number;
  readonly order: number;
  readonly usedIn: string;
}

/** English terms are used in any case. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

function usesIn(
  { id, text }: ReadArticle,
  terms: NameTrie<DefinedTerm>,
): ReadonlyMap<DefinedTerm, Pick<TermUse, 'span' | 'times'>> {
  const words = folded(text);
  const uses = new Map<DefinedTerm, Pick<TermUse, 'span' | 'times'>>();
  for (let start = 0; start < words.length;) {
    const found = terms.mayStartWith(words.charCodeAt(start)) ? terms.longestAt(words, start) : undefined;
    if (found === undefined || !isWhole(words, start, found.end)) {
      start++;
      continue;
    }
    const { value, end } = found;
    const before = uses.get(value);
    if (value.definedIn !== id)
      uses.set(value, { span: before?.span ?? { start, end }, times: (before?.times ?? 0) + 1 });
    start = end;
  }
  return uses;
}

/** Latin words are not parts of words; an s may follow. */
function isWhole(text: string, start: number, end: number): boolean {
  return (
    !/[a-z][a-z]/.test(text.slice(Math.max(0, start - 1), start + 1)) &&
    !/^[a-z](?:[a-rt-z]|s[a-z])/.test(text.slice(end - 1, end + 2))
  );
}

function bounded(users: ReadonlyMap<DefinedTerm, readonly TermUse[]>, articleCount: number): readonly DefinitionUse[] {
  const byArticle = new Map<number, DefinitionUse[]>();
  for (const [definition, uses] of users) {
    const kept = uses
      .toSorted((left, right) => right.times - left.times || left.order - right.order)
      .slice(0, mostArticles);
    const weight = articleCount < 2 ? 1 : 1 - Math.log(uses.length) / Math.log(articleCount);
    for (const { order, usedIn, span } of kept) {
      const inArticle = byArticle.get(order) ?? [];
      inArticle.push({ ...definition, usedIn, span, weight });
      byArticle.set(order, inArticle);
    }
  }
  return [...byArticle]
    .toSorted(([left], [right]) => left - right)
    .flatMap(([, inArticle]) =>
      inArticle
        .toSorted((left, right) => right.weight - left.weight || left.span.start - right.span.start)
        .slice(0, mostTerms),
    );
}
