import path from 'node:path';
import { createModelCache, type EmbeddingModel, embeddingSettings } from '@lexhop/embedding';
import { readTokenizer } from '@lexhop/embedding/testing';
import { asError, readSettings } from '@lexhop/foundation';
import type { BenchResult } from '../bench-result.js';
import { withMemoryHeld } from '../memory-held.js';
import { inBatches, withModel } from './open-model.js';
import { realQuestions } from './real-questions.js';
import { bestOf, type Time, timed } from './timed.js';

const runs = 3;
const int8Target = 3_000;
const batchedTarget = 1.4;

/** bge-small-zh with its real weights, single precision and int8; the best of three runs of each. */
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
  const oneByOne = await measure('fp32', questions, singly);
  const batched = await measure('fp32', questions, inBatches);
  const int8 = await measure('int8', questions, inBatches);
  const facts = { questions: questions.length, 'tokens a question': tokenising.tokens / questions.length };
  return [
    {
      name: 'bge-small-zh fp32, one by one',
      milliseconds: oneByOne.best.clock,
      facts: { ...facts, ...oneByOne.facts },
    },
    {
      name: 'bge-small-zh fp32, sorted by length',
      milliseconds: batched.best.clock,
      target: Math.round(oneByOne.best.clock / batchedTarget),
      facts: {
        ...batched.facts,
        'times faster than one by one': oneByOne.best.clock / batched.best.clock,
        'times less processor time': oneByOne.best.processor / batched.best.processor,
      },
    },
    { name: 'bge-small-zh int8, one text a run', milliseconds: int8.best.clock, target: int8Target, facts: int8.facts },
    {
      name: 'bge-small-zh, tokenising',
      milliseconds: tokenising.best,
      target: Math.round(0.1 * int8.best.clock),
      facts: { '% of int8': (100 * tokenising.best) / int8.best.clock },
    },
  ];
}

async function singly(model: EmbeddingModel, texts: readonly string[]): Promise<void> {
  for (const text of texts) await model.embed([text], 'question');
}

async function measure(
  precision: string,
  questions: readonly string[],
  way: (model: EmbeddingModel, texts: readonly string[]) => Promise<void>,
): Promise<{ readonly best: Time; readonly facts: Readonly<Record<string, number>> }> {
  const variables = { ...process.env, LEXHOP_EMBEDDING_CHAIN: `bge-small-zh-v1.5-${precision}` };
  const { result: best, mebibytes } = await withMemoryHeld(() =>
    withModel(variables, async (model) => {
      const times: Time[] = [];
      for (let run = 0; run < runs; run++) times.push(await timed(() => way(model, questions)));
      return bestOf(times);
    }),
  );
  const rate = (questions.length / best.clock) * 1000;
  return {
    best,
    facts: { 'questions/s': rate, 'processor seconds': best.processor / 1000, 'memory held, MiB': mebibytes },
  };
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
