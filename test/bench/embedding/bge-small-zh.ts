import path from 'node:path';
import { type EmbeddingModel, embeddingSettings } from '@lexhop/embedding';
import { createModelCache } from '@lexhop/model-files';
import { readTokenizer } from '@lexhop/model-files';
import { asError, readSettings } from '@lexhop/foundation';
import type { BenchResult } from '../bench-result.js';
import { withMemoryHeld } from '../memory-held.js';
import { inBatches, withModel } from './open-model.js';
import { realQuestions } from './real-questions.js';
import { bestOf, type Time, timed } from './timed.js';

const runs = 5;
const int8Target = 3_000;
const batchedTarget = 1.4;

/** bge-small-zh with its real weights, single precision and int8; the best of five runs of each, ways of the same precision in turn. */
export async function benchBgeSmallZh(bank: string): Promise<readonly BenchResult[]> {
  const questions = await realQuestions(bank, { count: 1_842, from: 12, upTo: 24 });
  const cache = createModelCache(readSettings(embeddingSettings, process.env));
  try {
    for (const name of ['bge-small-zh-v1.5', 'bge-small-zh-v1.5-int8']) await cache.pull(name);
  } catch (thrown) {
    process.stdout.write(`Skipped: bge-small-zh: ${asError(thrown).message}\n`);
    return [];
  }
  const tokenising = await tokenisingOf(await cache.path('bge-small-zh-v1.5'), questions);
  return [...(await fp32Results(questions, tokenising.tokens)), ...(await int8Results(questions, tokenising.best))];
}

async function fp32Results(questions: readonly string[], tokens: number): Promise<readonly BenchResult[]> {
  const { times, mebibytes } = await measure('fp32', async (model) => ({
    oneByOne: await timed(() => singly(model, questions)),
    batched: await timed(() => inBatches(model, questions)),
  }));
  const oneByOne = bestOf(times.map((run) => run.oneByOne));
  const batched = bestOf(times.map((run) => run.batched));
  const facts = { questions: questions.length, 'tokens a question': tokens / questions.length };
  return [
    {
      name: 'bge-small-zh fp32, one by one',
      milliseconds: oneByOne.clock,
      facts: { ...facts, ...speedOf(questions, oneByOne) },
    },
    {
      name: 'bge-small-zh fp32, sorted by length',
      milliseconds: batched.clock,
      target: Math.round(oneByOne.clock / batchedTarget),
      facts: {
        ...speedOf(questions, batched),
        'memory held, MiB': mebibytes,
        'times faster than one by one': oneByOne.clock / batched.clock,
        'times less processor time': oneByOne.processor / batched.processor,
      },
    },
  ];
}

async function int8Results(questions: readonly string[], tokenising: number): Promise<readonly BenchResult[]> {
  const { times, mebibytes } = await measure('int8', (model) => timed(() => inBatches(model, questions)));
  const best = bestOf(times);
  return [
    {
      name: 'bge-small-zh int8, one text a run',
      milliseconds: best.clock,
      target: int8Target,
      facts: { ...speedOf(questions, best), 'memory held, MiB': mebibytes },
    },
    {
      name: 'bge-small-zh, tokenising',
      milliseconds: tokenising,
      target: Math.round(0.1 * best.clock),
      facts: { '% of int8': (100 * tokenising) / best.clock },
    },
  ];
}

function speedOf(questions: readonly string[], { clock, processor }: Time) {
  return { 'questions/s': (questions.length / clock) * 1000, 'processor seconds': processor / 1000 };
}

async function singly(model: EmbeddingModel, texts: readonly string[]): Promise<void> {
  for (const text of texts) await model.embed([text], 'question');
}

/** Opens the model and measures it so often as `runs` says. */
async function measure<Times>(precision: string, once: (model: EmbeddingModel) => Promise<Times>) {
  const variables = { ...process.env, LEXHOP_EMBEDDING_CHAIN: `bge-small-zh-v1.5-${precision}` };
  const { result: times, mebibytes } = await withMemoryHeld(() =>
    withModel(variables, async (model) => {
      const measured: Times[] = [];
      for (let run = 0; run < runs; run++) measured.push(await once(model));
      return measured;
    }),
  );
  return { times, mebibytes };
}

async function tokenisingOf(graphFolder: string, questions: readonly string[]) {
  const tokenizer = await readTokenizer(path.join(graphFolder, '..', 'tokenizer.json'));
  const times: number[] = [];
  let tokens = 0;
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    tokens = questions.reduce((sum, question) => sum + tokenizer.encode(question).length, 0);
    times.push(performance.now() - began);
  }
  return { best: Math.min(...times), tokens };
}
