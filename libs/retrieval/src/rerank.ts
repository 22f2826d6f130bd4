import { passageOf } from '@lexhop/graph-model';
import { type Reranker, RerankingError } from '@lexhop/reranking';
import type { Note, RerankStep } from './answer.js';
import type { Ranked, Search } from './search.js';

/** The results in a reranker's order, and where each was before; as they were, with a note, where there is none or it failed. */
export interface Reordered {
  readonly ranked: readonly Ranked[];
  readonly steps: ReadonlyMap<string, RerankStep>;
  readonly note?: Note;
}

/** How many results the moves before must give: a reranker reads deeper than what is shown. */
export function depthOf(topK: number, reranker: Reranker | undefined): number {
  return Math.max(topK, reranker?.limits.passages ?? 0);
}

/** Orders the best results anew, as many as the reranker takes; what the query names stays first, what it does not read stays behind. */
export async function reorder(
  { reader, query, named }: Search,
  ranked: readonly Ranked[],
  reranker: Reranker | undefined,
): Promise<Reordered> {
  if (!reranker) return { ranked, steps: new Map(), note: noReranker };
  const first = ranked.filter(({ id }) => named.includes(id));
  const rest = ranked.filter(({ id }) => !named.includes(id));
  const read = rest.slice(0, reranker.limits.passages);
  try {
    const nodes = await reader.nodes(read.map(({ id }) => id));
    const ranking = await reranker.rerank(query.text, nodes.map(passageOf));
    const by = `${reranker.model.provider}/${reranker.model.model}`;
    const ordered = ranking.flatMap(({ index }) => read[index] ?? []);
    const steps = ranking.flatMap(({ index, score }) => {
      const id = read[index]?.id;
      const from = first.length + index + 1;
      return id === undefined ? [] : [[id, { by, from, ...(score !== undefined && { score }) }] as const];
    });
    return { ranked: [...first, ...ordered, ...rest.slice(read.length)], steps: new Map(steps) };
  } catch (thrown) {
    if (!(thrown instanceof RerankingError)) throw thrown;
    const sentence = `The results are not reranked: ${thrown.message}`;
    return { ranked, steps: new Map(), note: { code: 'rerank-failed', sentence } };
  }
}

/** Results that no reranker was asked about. */
export function asTheyAre(ranked: readonly Ranked[]): Reordered {
  return { ranked, steps: new Map() };
}

const noReranker: Note = {
  code: 'no-reranker',
  sentence: 'Reranking was asked for, but no reranker is set: set a language model (LEXHOP_LLM_PROVIDER).',
};
