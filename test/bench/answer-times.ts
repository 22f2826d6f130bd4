import type { GraphReader } from '@lexhop/graph-model';
import { QueryReader, type QueryVectors, type RetrievalMode, retrieve, type RetrieveRequest } from '@lexhop/retrieval';

export interface AskedQueries {
  readonly mode: RetrievalMode;
  readonly queries: number;
  /** Asked before, unmeasured: they warm the compiler up. */
  readonly warming: number;
  readonly text: () => string;
  /** Of a text that is embedded for the query. */
  readonly vectors: (text: string) => QueryVectors;
}

/** Milliseconds of each answer, without embedding. */
export async function answerTimes(reader: GraphReader, asked: AskedQueries): Promise<readonly number[]> {
  const times: number[] = [];
  for (let count = -asked.warming; count < asked.queries; count++) {
    const time = await answerTime(reader, { query: asked.text(), mode: asked.mode }, asked.vectors);
    if (count >= 0) times.push(time);
  }
  return times;
}

/** Milliseconds of answers to the same queries without and with a reading, one after the other, so that whatever else the machine does slows both. */
export async function answerTimesWithReading(
  reader: GraphReader,
  asked: AskedQueries & { readonly reading: () => RetrieveRequest['reading'] },
): Promise<{ readonly plain: readonly number[]; readonly read: readonly number[] }> {
  const plain: number[] = [];
  const read: number[] = [];
  for (let count = -asked.warming; count < asked.queries; count++) {
    const request = { query: asked.text(), mode: asked.mode };
    const without = await answerTime(reader, request, asked.vectors);
    const withReading = await answerTime(reader, { ...request, reading: asked.reading() }, asked.vectors);
    if (count < 0) continue;
    plain.push(without);
    read.push(withReading);
  }
  return { plain, read };
}

const queryReader = new QueryReader();

/** Neither embedding nor understanding is counted. */
async function answerTime(
  reader: GraphReader,
  request: Omit<RetrieveRequest, 'topK' | 'explain'>,
  vectors: AskedQueries['vectors'],
): Promise<number> {
  const parts = { queryReader, embedQuery: async (texts: readonly string[]) => texts.map((text) => vectors(text)) };
  const { timings } = await retrieve(reader, parts, { ...request, topK: 10, explain: true });
  return timings.total - timings.embed - timings.understand;
}
