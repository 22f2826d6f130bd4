import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readTokenizer } from '@lexhop/embedding/testing';
import type { BenchResult } from '../bench-result.js';
import { withMemoryHeld } from '../memory-held.js';
import { quantile } from '../quantile.js';
import { type ProductSpeed, productSpeed } from './product-speed.js';
import { inBatches, withModel } from './open-model.js';
import { realQuestions } from './real-questions.js';
import { sharedPath } from './shared-path.js';
import { mean, medianOf, type Time, timed } from './timed.js';

const questionsOfAll = 1_842;
/** One batch of a build; measured so often, and scaled to all questions. */
const sample = 512;
const rounds = 3;
/** Products of weights and activations for one token of BGE-M3: 302 million weights. */
const gigaflopPerToken = 0.604;
const floorTarget = 1.15;
const int8Targets = { alone: 1.6, batched: 2.2 };

/** A model of BGE-M3's exact shape with random weights: it takes the time that the real one takes. */
export async function benchBgeM3(bank: string): Promise<readonly BenchResult[]> {
  const builder = sharedPath('tools/random-weight-model/build.mjs');
  const tokenizerFile = sharedPath('golden/bge-m3-tiny/tokenizer.json');
  if (builder === undefined || tokenizerFile === undefined) return [];
  const folder = await mkdtemp(path.join(tmpdir(), 'lexhop-bench-'));
  try {
    await writeModel(folder, builder, tokenizerFile);
    const questions = await realQuestions(bank, { count: sample, from: 20, upTo: 34 });
    return await measureAll(folder, questions, tokenizerFile);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureAll(
  folder: string,
  questions: readonly string[],
  tokenizerFile: string,
): Promise<readonly BenchResult[]> {
  const text = await tokenised(tokenizerFile, questions);
  const fp32 = await measure(folder, questions, {});
  const int8 = { LEXHOP_EMBEDDING_PRECISION: 'int8' };
  const alone = await measure(folder, questions, int8);
  const batched = await measure(folder, questions, { ...int8, LEXHOP_EMBEDDING_INT8_BATCHED: 'true' });
  const facts = inFloors(fp32, gigaflopPerToken * text.tokens);
  const faster = (took: Measured) => ({
    'times faster than fp32': fp32.median.clock / took.median.clock,
    'times less processor time': fp32.median.processor / took.median.processor,
  });
  const target = (fp32.median.clock / facts['times the floor of its products']) * floorTarget;
  const { clock } = fp32.median;
  return [
    scaled('fp32', text, fp32, { target, facts }),
    scaled('int8, one text a run', text, alone, { target: clock / int8Targets.alone, facts: faster(alone) }),
    scaled('int8, batched', text, batched, { target: clock / int8Targets.batched, facts: faster(batched) }),
  ];
}

/** How far the rounds are from their products alone, each from those just before and after it: the median. */
function inFloors({ rounds: all }: Measured, gigaflop: number) {
  const seconds = (milliseconds: number) => milliseconds / 1000;
  const floors = all.map(({ took, products }) => (seconds(took.clock) * products.gigaflopPerSecond) / gigaflop);
  const inProcessorTime = all.map(
    ({ took, products }) => (seconds(took.processor) * products.gigaflopPerProcessorSecond) / gigaflop,
  );
  return {
    'times the floor of its products': quantile(floors, 0.5),
    'times the floor in processor time': quantile(inProcessorTime, 0.5),
    'products, GFLOP/s': mean(all.map(({ products }) => products.gigaflopPerSecond)),
  };
}

/** What was measured of the sample, as if of all questions. */
function scaled(
  name: string,
  text: Tokenised,
  took: Measured,
  { target, facts }: { readonly target: number; readonly facts: Readonly<Record<string, number>> },
): BenchResult {
  const scale = questionsOfAll / text.questions;
  return {
    name: `BGE-M3’s shape, ${name}, scaled to 1,842 questions`,
    milliseconds: took.median.clock * scale,
    target: Math.round(target * scale),
    facts: {
      'questions measured': text.questions,
      'tokens a question': text.tokens / text.questions,
      ...facts,
      'tokenising, %': (100 * text.milliseconds) / took.median.clock,
      'processor seconds': (took.median.processor * scale) / 1000,
      'memory held, MiB': took.mebibytes,
    },
  };
}

interface Measured {
  readonly median: Time;
  readonly rounds: readonly Round[];
  readonly mebibytes: number;
}

interface Round {
  readonly took: Time;
  /** The mean of those just before and just after. */
  readonly products: ProductSpeed;
}

async function measure(
  folder: string,
  questions: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Measured> {
  const chain = { LEXHOP_EMBEDDING_MODEL_PATH: folder, LEXHOP_EMBEDDING_CHAIN: 'folder', ...variables };
  const { result, mebibytes } = await withMemoryHeld(() =>
    withModel(chain, async (model) => {
      const measured: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        const before = await productSpeed();
        const took = await timed(() => inBatches(model, questions));
        measured.push({ took, products: meanOf(before, await productSpeed()) });
      }
      return measured;
    }),
  );
  return { median: medianOf(result.map(({ took }) => took)), rounds: result, mebibytes };
}

function meanOf(...speeds: readonly ProductSpeed[]): ProductSpeed {
  return {
    gigaflopPerSecond: mean(speeds.map((speed) => speed.gigaflopPerSecond)),
    gigaflopPerProcessorSecond: mean(speeds.map((speed) => speed.gigaflopPerProcessorSecond)),
  };
}

interface Tokenised {
  readonly questions: number;
  readonly tokens: number;
  readonly milliseconds: number;
}

async function tokenised(file: string, questions: readonly string[]): Promise<Tokenised> {
  const tokenizer = await readTokenizer(file);
  for (const question of questions) tokenizer.encode(question);
  const began = performance.now();
  const tokens = questions.reduce((sum, question) => sum + tokenizer.encode(question).length, 0);
  return { questions: questions.length, tokens, milliseconds: performance.now() - began };
}

async function writeModel(folder: string, builder: string, tokenizerFile: string): Promise<void> {
  for (const [kind, name] of [
    ['fp32', 'model'],
    ['int8', 'model_int8'],
  ] as const) {
    const env = { ...process.env, MODELS_DIR: path.join(folder, 'onnx') };
    const { status, stderr } = spawnSync(process.execPath, [builder, '--kind', kind, '--name', name], {
      env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`The random-weight model could not be written: ${stderr}`);
  }
  const config = { model_type: 'xlm-roberta', max_position_embeddings: 8194, num_attention_heads: 16 };
  await writeFile(path.join(folder, 'config.json'), JSON.stringify(config));
  await copyFile(tokenizerFile, path.join(folder, 'tokenizer.json'));
}
