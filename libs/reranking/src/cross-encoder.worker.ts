import { workerData } from 'node:worker_threads';
import { serveWorkerThread } from '@lexhop/foundation';
import { type Device, openSession, readTokenizer, runGraph, type TextTokenizer } from '@lexhop/model-files';
import { pairSequence, planPairs } from './pair-sequences.js';

/** What the thread is started with. */
export interface CrossEncoderData {
  readonly graph: string;
  readonly tokenizer: string;
  readonly device: Device;
  readonly threads: number;
  /** Tokens of a pair, special ones included; longer pairs are cut. */
  readonly maxTokens: number;
  /** Tokens of one run, with padding. 0: each pair has a run of its own, because its score depends on the pairs beside it. */
  readonly runTokens: number;
}

interface ScoreRequest {
  readonly query: string;
  readonly passages: readonly string[];
}

/** A type, not an interface: only types fit the index signature of WorkerMethods. */
export type CrossEncoderMethods = { score(request: ScoreRequest): Promise<readonly number[]> };

const data = workerData as CrossEncoderData;
const opened = open();

async function open() {
  const tokenizer = await readTokenizer(data.tokenizer);
  const { session } = await openSession(data.graph, data.device, data.threads);
  return { tokenizer, session };
}

/** One score for each passage: the model's logit, whatever its sign. */
async function score({ query, passages }: ScoreRequest): Promise<readonly number[]> {
  const { tokenizer, session } = await opened;
  const sequences = sequencesOf(tokenizer, query, passages);
  const scores = passages.map(() => Number.NEGATIVE_INFINITY);
  const lengths = sequences.map((ids) => ids.length);
  for (const run of planPairs(lengths, data.runTokens)) {
    const together = run.flatMap((index) => [sequences[index] ?? []]);
    const outputs = await runGraph(session, together, {
      padId: tokenizer.padId,
      names: session.outputNames.slice(0, 1),
    });
    const [logits] = outputs.values();
    const width = (logits?.values.length ?? 0) / run.length;
    for (const [place, index] of run.entries()) scores[index] = logits?.values[place * width] ?? Number.NaN;
  }
  return scores;
}

function sequencesOf(tokenizer: TextTokenizer, query: string, passages: readonly string[]) {
  const asked = tokenizer.encode(query.trim());
  return passages.map((passage) => pairSequence(asked, tokenizer.encode(passage.trim()), data.maxTokens));
}

serveWorkerThread({ score });
