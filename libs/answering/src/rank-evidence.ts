import { type ArticleNode, articleIdOf, type StatedEdge, type StatedKind } from '@lexhop/graph-model';
import { estimateTokens } from '@lexhop/language-model';
import type { EvidenceArticle } from './answer.js';

/** An article that may become evidence, before its text is read. */
export interface Candidate extends Pick<EvidenceArticle, 'rank' | 'via'> {
  readonly id: string;
}

/** A stated edge as a citation: `source` cites `target` with the words `text`. */
export type Citing = Pick<StatedEdge, 'source' | 'target' | 'kind' | 'text'>;

/**
 * How many places behind a result its neighbours stand: an article that it cites, and an article that cites it. So the definition or the penalty of
 * the best article comes after the results that fit, and before those that hardly fit.
 */
const behind = { cited: 2.5, citing: 4.5 } as const;
/** The order in which neighbours are kept where there are too many: penalties, what applies and what does not, then plain citations. */
const firstKinds: readonly StatedKind[] = ['penalises', 'applies', 'excepts', 'citation', 'defines', 'delegates'];
/** The most neighbours of one article in each direction. */
const most = { cited: 4, citing: 3 } as const;

/**
 * Articles in the order in which they become evidence: the results by rank, and among them the articles that they cite and that cite them. Each
 * comes once. Where only paragraphs of an article were found, the whole article is taken.
 */
export function rankEvidence(results: readonly string[], citations: readonly Citing[]): readonly Candidate[] {
  const articles = [...new Set(results.map(articleIdOf))];
  const places = new Map<string, Candidate & { readonly place: number }>();
  for (const [index, id] of articles.entries()) places.set(id, { id, rank: index + 1, place: index });
  const inKinds = citations.toSorted((one, other) => firstKinds.indexOf(one.kind) - firstKinds.indexOf(other.kind));
  for (const [index, id] of articles.entries()) {
    for (const neighbour of [...tied(id, inKinds, 'cited'), ...tied(id, inKinds, 'citing')]) {
      const place = index + behind[neighbour.via.direction];
      if ((places.get(neighbour.id)?.place ?? Infinity) > place && !articles.includes(neighbour.id))
        places.set(neighbour.id, { ...neighbour, place });
    }
  }
  const inOrder = [...places.values()].toSorted((one, other) => one.place - other.place);
  return inOrder.map(({ id, rank, via }) => ({ id, ...(rank !== undefined && { rank }), ...(via && { via }) }));
}

function tied(id: string, citations: readonly Citing[], direction: 'cited' | 'citing') {
  const [near, far] = direction === 'cited' ? (['source', 'target'] as const) : (['target', 'source'] as const);
  const others = new Map<string, { readonly id: string; readonly via: NonNullable<Candidate['via']> }>();
  for (const edge of citations) {
    // An article that uses a term does not explain it.
    if (direction === 'citing' && edge.kind === 'defines') continue;
    const other = articleIdOf(edge[far]);
    if (articleIdOf(edge[near]) !== id || other === id || others.has(other)) continue;
    others.set(other, { id: other, via: { article: id, direction, words: edge.text } });
  }
  return [...others.values()].slice(0, most[direction]);
}

/** The evidence within a token budget, and how many articles were left out. */
export interface CutEvidence {
  readonly evidence: readonly EvidenceArticle[];
  readonly leftOut: number;
}

/** The tokens that an article takes in a prompt beside its title, headings and text. */
const tokensAround = 24;

/** Takes articles in order until one does not fit into the budget (estimated tokens). The first article is shortened where it alone does not fit. */
export function cutToBudget(
  articles: readonly (Omit<Candidate, 'id'> & { readonly article: ArticleNode })[],
  tokens: number,
): CutEvidence {
  const evidence: EvidenceArticle[] = [];
  let left = tokens;
  for (const each of articles) {
    const taken = tokensOf(each.article);
    if (taken > left && evidence.length > 0) break;
    evidence.push(
      taken > left
        ? { ...each, article: shortened(each.article, left), shortened: true }
        : { ...each, shortened: false },
    );
    left -= taken;
  }
  return { evidence, leftOut: articles.length - evidence.length };
}

/** Estimated tokens of an article in a prompt. */
export function tokensOf({ statuteTitle, headingPath, text }: ArticleNode): number {
  return tokensAround + estimateTokens([statuteTitle, ...headingPath, text].join(' '));
}

/** Cuts by characters, since a token has at least one. */
function shortened(article: ArticleNode, tokens: number): ArticleNode {
  const around = tokensOf({ ...article, text: '' });
  return {
    ...article,
    text: Array.from(article.text)
      .slice(0, Math.max(1, tokens - around))
      .join(''),
  };
}
