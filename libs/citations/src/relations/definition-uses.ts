import { NameTrie } from '../statute-titles.js';
import type { DefinedTerm, ReadArticle } from './definitions.js';

/** An article that uses a defined term. */
export interface DefinitionUse extends DefinedTerm {
  readonly usedIn: string;
  /** The first use, from `start` up to but not including `end`, in UTF-16 units of the text of `usedIn`. */
  readonly span: { readonly start: number; readonly end: number };
  /** How specific the term is: 1 where only this article uses it, 0 where every article does, and 1 − ln(uses) / ln(articles) in between. */
  readonly weight: number;
}

/** The most articles that a term is linked to: those that use it most often. */
const mostArticles = 30;
/** The most terms that an article is linked to: the rarest. */
const mostTerms = 8;

/**
 * Finds which articles use which defined terms. The articles are all those of one statute; the terms are its own and those of the statutes that it
 * is made under. So the uses in a statute depend only on these texts.
 *
 * At each place the longest term counts, and of two definitions of a term the first. An article does not use what it defines itself. Uses come in
 * the order of the articles, in each the rarest term first, within the bounds above. Pure; reads each text once, and at each place no further than
 * the longest term.
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

/** In lower case, since English terms are used in any case. */
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

/** Whether a term of Latin letters stands as a whole word; an s may follow it. */
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
