import { createReadStream } from 'node:fs';
import { MockEmbeddingModel } from '@lexhop/embedding';
import {
  corpusGraph,
  type EvaluationQuery,
  readCorpus,
  readQueries,
  readRecordedReadings,
  type SourceFile,
} from '@lexhop/evaluation';
import { type BankEntry, readQuestionBank } from '@lexhop/pseudo-queries';
import { phrasesOf } from '@lexhop/query-understanding';
import type { QueryVectors, RetrieveRequest } from '@lexhop/retrieval';
import { MatrixThreads } from '@lexhop/vectors';
import { type AskedQueries, answerTimesWithReading } from './answer-times.js';
import type { BenchResult } from './bench-result.js';
import { quantile } from './quantile.js';

const folder = 'test/data/eval';
const dimensions = 1_024;
/** How often each query is asked: on a busy machine its quickest answer is the one that nothing interrupted. */
const rounds = 25;
const warmingRounds = 5;
/** As much more as a reading may cost, understanding and embedding aside. */
const mostOfPlain = 2;

type Reading = NonNullable<RetrieveRequest['reading']>;

/** Answers by `hop` to the queries of the evaluation with their recorded strong readings against without, in turn; vectors are the mock's. */
export async function* run(): AsyncIterable<BenchResult> {
  const search = new MatrixThreads();
  try {
    yield await measure('tw-everyday', search, await bankOf('tw-everyday'));
    yield await measure('tw-everyday', search);
    yield await measure('stard', search);
  } finally {
    await search.close();
  }
}

async function measure(name: string, search: MatrixThreads, bank: readonly BankEntry[] = []): Promise<BenchResult> {
  const model = new MockEmbeddingModel(dimensions);
  const corpus = await readCorpus(fileOf(name, 'corpus.jsonl'));
  const { reader, counts } = await corpusGraph({ corpus, vectors: { model, search, bank } });
  const asked = await askedOf(name, model);
  const { plain, read } = await answerTimesWithReading(reader, asked);
  const count = asked.queries / rounds;
  const [without, milliseconds] = [plain, read].map((times) => quantile(quickest(times, count), 0.5)) as [
    number,
    number,
  ];
  const { incoming } = counts.questions;
  return {
    name: `answer by hop with a reading, ${name} with ${incoming} incoming questions, median of ${count} queries, each one's quickest of ${rounds}`,
    milliseconds,
    target: mostOfPlain * without,
    facts: {
      'without one, ms': without,
      'times as long (2 at most)': milliseconds / without,
      'median of all answers, ms': quantile(read, 0.5),
      'without one, median of all, ms': quantile(plain, 0.5),
    },
  };
}

/** The shortest time of each query, where all are asked in turn. */
function quickest(times: readonly number[], count: number): readonly number[] {
  return times.slice(0, count).map((_, query) => Math.min(...times.filter((_time, place) => place % count === query)));
}

/** The queries that have a strong reading, over and over. */
async function askedOf(
  name: string,
  model: MockEmbeddingModel,
): Promise<AskedQueries & { readonly reading: () => Reading }> {
  const recorded = await readRecordedReadings(fileOf(name, 'query-side.dev.jsonl'));
  const readings = (recorded.get('strong') ?? new Map()) as ReadonlyMap<string, Omit<Reading, 'references'>>;
  const asked = (await readQueries(fileOf(name, 'queries.dev.jsonl'))).flatMap(({ query }: EvaluationQuery) => {
    const reading = readings.get(query);
    return reading ? [{ query, reading: { ...reading, references: [] } }] : [];
  });
  const vectors = await vectorsOf(model, asked);
  let place = -1;
  const current = () => asked[place % asked.length];
  return {
    mode: 'hop',
    queries: rounds * asked.length,
    warming: warmingRounds * asked.length,
    text: () => {
      place += 1;
      return current()?.query ?? '';
    },
    reading: () => current()?.reading ?? { references: [], issues: [] },
    vectors: (text) => vectors.get(text) ?? {},
  };
}

async function vectorsOf(
  model: MockEmbeddingModel,
  asked: readonly { readonly query: string; readonly reading: Reading }[],
): Promise<ReadonlyMap<string, QueryVectors>> {
  const texts = asked.flatMap(({ query, reading }) => [
    query,
    ...(reading.translation ? [reading.translation] : []),
    ...phrasesOf(reading),
  ]);
  const vectors = new Map<string, QueryVectors>();
  for (const text of texts) {
    const vector = await model.embed([text], 'query');
    vectors.set(text, { query: vector, question: vector });
  }
  return vectors;
}

async function bankOf(name: string): Promise<readonly BankEntry[]> {
  const { name: fileName, bytes } = fileOf(name, 'question-bank.jsonl');
  const entries: BankEntry[] = [];
  for await (const read of readQuestionBank(bytes, { fileName })) if (read.kind === 'entry') entries.push(read.entry);
  return entries;
}

function fileOf(...names: readonly string[]): SourceFile {
  const name = [folder, ...names].join('/');
  return { name, bytes: createReadStream(name) };
}
