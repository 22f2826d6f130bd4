import { type Build, passageOf } from '@lexhop/graph-model';
import { type RankedPassage, type Reranker, RerankingError } from '@lexhop/reranking';
import type { Note, RerankStep } from './answer.js';
import type { RetrieveRequest } from './request.js';
import type { Ranked, Search } from './search.js';

/** Who orders the results anew, or why nobody does; nothing of either where the request does not ask. */
export interface Reranking {
  readonly reranker?: Reranker | undefined;
  readonly note?: Note;
}

/** The results in their last order, and where each of those that a reranker read was before. */
export interface Reordered {
  readonly ranked: readonly Ranked[];
  readonly steps: ReadonlyMap<string, RerankStep>;
  readonly note?: Note | undefined;
}

/** What orders a request's results of a build anew. */
export async function rerankingOf(
  { rerank }: RetrieveRequest,
  build: Build,
  rerankerOf?: (build: Build) => Promise<Reranker | undefined>,
): Promise<Reranking> {
  if (!rerank) return {};
  try {
    const reranker = await rerankerOf?.(build);
    return reranker ? { reranker } : { note: noReranker };
  } catch (thrown) {
    return { note: noteOf(thrown) };
  }
}

/** How many results the moves before must give: a reranker reads deeper than what is shown. */
export function depthOf({ topK }: RetrieveRequest, { reranker }: Reranking): number {
  return Math.max(topK, reranker?.limits.passages ?? 0);
}

/**
 * Orders the best results anew, as many as the reranker takes; what the query names stays first, what it does not read stays behind. As they
 * were, with a note, where there is no reranker or it fails.
 */
export async function reorder(
  search: Search,
  ranked: readonly Ranked[],
  { reranker, note }: Reranking,
): Promise<Reordered> {
  if (!reranker) return { ranked, steps: new Map(), note };
  const first = ranked.filter(({ id }) => search.named.includes(id));
  const rest = ranked.filter(({ id }) => !search.named.includes(id));
  const read = rest.slice(0, reranker.limits.passages);
  try {
    const ranking = await reranker.rerank(search.query.text, await passagesOf(search, read));
    const ordered = ranking.flatMap(({ index }) => read[index] ?? []);
    const by = `${reranker.model.provider}/${reranker.model.model}`;
    const stepOf = ({ index, score }: RankedPassage): RerankStep => {
      return { by, from: first.length + index + 1, ...(score !== undefined && { score }) };
    };
    const steps = ranking.map((passage, place) => [ordered[place]?.id ?? '', stepOf(passage)] as const);
    return { ranked: [...first, ...ordered, ...rest.slice(read.length)], steps: new Map(steps) };
  } catch (thrown) {
    return { ranked, steps: new Map(), note: noteOf(thrown) };
  }
}

/** In the order of the results. */
async function passagesOf({ reader }: Search, read: readonly Ranked[]): Promise<readonly string[]> {
  const nodes = await reader.nodes(read.map(({ id }) => id));
  const passages = new Map(nodes.map((node) => [node.id, passageOf(node)]));
  return read.map(({ id }) => passages.get(id) ?? '');
}

const noReranker: Note = {
  code: 'no-reranker',
  sentence:
    'Reranking was asked for, but no reranker is set: set a language model (LEXHOP_LLM_PROVIDER) or another one (LEXHOP_RERANKER).',
};

/** Throws what is no failure of a reranker. */
function noteOf(thrown: unknown): Note {
  if (!(thrown instanceof RerankingError)) throw thrown;
  return { code: 'rerank-failed', sentence: `The results are not reranked: ${thrown.message}` };
}
