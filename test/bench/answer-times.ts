import type { GraphReader } from '@lexhop/graph-store';
import { type QueryVectors, type RetrievalMode, retrieve } from '@lexhop/retrieval';

export interface AskedQueries {
  readonly mode: RetrievalMode;
  readonly queries: number;
  /** Asked before, unmeasured: they warm the compiler up. */
  readonly warming: number;
  readonly text: () => string;
  readonly vectors: () => QueryVectors;
}

/** Milliseconds of each answer, without embedding. */
export async function answerTimes(reader: GraphReader, asked: AskedQueries): Promise<readonly number[]> {
  const times: number[] = [];
  for (let count = -asked.warming; count < asked.queries; count++) {
    const vectors = asked.vectors();
    const request = { query: asked.text(), mode: asked.mode, topK: 10, explain: true };
    const { timings } = await retrieve(reader, { embedQuery: async (texts) => texts.map(() => vectors) }, request);
    if (count >= 0) times.push(timings.total - timings.embed);
  }
  return times;
}
