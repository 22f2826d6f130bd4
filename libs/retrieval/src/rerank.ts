import { type Build, passageOf } from '@lexhop/graph-model';
import { type RankedPassage, type Reranker, RerankingError } from '@lexhop/reranking';
import type { Note, RerankStep } from './answer.js';
import type { RetrieveRequest } from './request.js';
import type { Ranked, Search } from './search.js';

/** The reranker, or a note that says why there is none. Both are absent where the request does not ask for reranking. */
export interface Reranking {
  readonly reranker?: Reranker | undefined;
  readonly note?: Note;
}

/** The results in their final order. `steps` says, by id, what the reranker did with each result that it read. */
interface Reordered {
  readonly ranked: readonly Ranked[];
  readonly steps: ReadonlyMap<string, RerankStep>;
  readonly note?: Note | undefined;
}

/** Finds the reranker for a request. A RerankingError becomes a note; other errors reject. */
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

/** How many results the moves before must give: a reranker may read more than are shown. */
export function depthOf({ topK }: RetrieveRequest, { reranker }: Reranking): number {
  return Math.max(topK, reranker?.limits.passages ?? 0);
}

/**
 * Orders the best results again, as many as the reranker reads. Articles that the query names stay first; results that it does not read stay behind.
 * Without a reranker, or where it fails, the order stays as it was, and a note says why.
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

/** The note for a failure of a reranker. Throws any other error again. */
function noteOf(thrown: unknown): Note {
  if (!(thrown instanceof RerankingError)) throw thrown;
  return { code: 'rerank-failed', sentence: `The results are not reranked: ${thrown.message}` };
}
