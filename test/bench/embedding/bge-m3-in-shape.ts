import { spawnSync } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readTokenizer } from '@lexhop/model-files';
import { aFolder } from '../../support/server.js';
import type { BenchResult } from '../bench-result.js';
import { withMemoryHeld } from '../memory-held.js';
import { floorOf, type ProductSpeed, productSpeed } from './product-speed.js';
import { callsOf, withModel } from './open-model.js';
import { realQuestions } from './real-questions.js';
import { sharedPath } from './shared-path.js';
import { mean, sumOf, type Time, timed } from './timed.js';

const count = 1_842;
/** Products of weights and activations for one token of BGE-M3: 302 million weights. */
const gigaflopPerToken = 0.604;
const floorTarget = 1.15;
const int8Targets = { alone: 1.6, batched: 2.2 };

/** A model of BGE-M3's exact shape with random weights: it takes the time that the real one takes. */
export async function benchBgeM3(bank: string): Promise<readonly BenchResult[]> {
  const builder = sharedPath('tools/random-weight-model/build.mjs');
  const tokenizerFile = 'test/data/golden/bge-m3-tiny/tokenizer.json';
  if (builder === undefined) return [];
  const folder = await aFolder();
  try {
    await writeModel(folder.path, builder, tokenizerFile);
    const questions = await realQuestions(bank, { count, from: 20, upTo: 34 });
    return await measureAll(folder.path, questions, tokenizerFile);
  } finally {
    await folder.remove();
  }
}

async function measureAll(
  folder: string,
  questions: readonly string[],
  tokenizerFile: string,
): Promise<readonly BenchResult[]> {
  const text = await tokenised(tokenizerFile, questions);
  const products: ProductSpeed[] = [];
  const fp32 = await measure(folder, questions, {}, async () => void products.push(await productSpeed()));
  const int8 = { LEXHOP_EMBEDDING_PRECISION: 'int8' };
  const alone = await measure(folder, questions, int8);
  const batched = await measure(folder, questions, { ...int8, LEXHOP_EMBEDDING_INT8_BATCHED: 'true' });
  const gigaflop = fp32.calls.map((call) => gigaflopPerToken * text.tokensOf(call.questions));
  const floor = floorOf(gigaflop, products);
  const { clock, processor } = fp32.took;
  const faster = ({ took }: Measured) => ({
    'times faster than fp32': clock / took.clock,
    'times less processor time': processor / took.processor,
  });
  const facts = {
    'times the floor of its products': clock / floor.clock,
    'times the floor in processor time': processor / floor.processor,
    'products, GFLOP/s': mean(products.map(({ gigaflopPerSecond }) => gigaflopPerSecond)),
  };
  return [
    resultOf('fp32', text, fp32, { target: floor.clock * floorTarget, facts }),
    resultOf('int8, one text a run', text, alone, { target: clock / int8Targets.alone, facts: faster(alone) }),
    resultOf('int8, batched', text, batched, { target: clock / int8Targets.batched, facts: faster(batched) }),
  ];
}

function resultOf(
  name: string,
  text: Tokenised,
  { took, mebibytes }: Measured,
  { target, facts }: { readonly target: number; readonly facts: Readonly<Record<string, number>> },
): BenchResult {
  return {
    name: `BGE-M3’s shape, ${name}`,
    milliseconds: took.clock,
    target: Math.round(target),
    facts: {
      questions: count,
      'tokens a question': text.tokens / count,
      ...facts,
      'tokenising, %': (100 * text.milliseconds) / took.clock,
      'processor seconds': took.processor / 1000,
      'memory held, MiB': mebibytes,
    },
  };
}

interface Measured {
  /** All calls together, without what was done between them. */
  readonly took: Time;
  readonly calls: readonly { readonly questions: readonly string[]; readonly took: Time }[];
  readonly mebibytes: number;
}

/** Embeds the questions call by call; what shall be done between calls is done before the first and after the last too. */
async function measure(
  folder: string,
  questions: readonly string[],
  variables: Readonly<Record<string, string>>,
  betweenCalls: () => Promise<void> = () => Promise.resolve(),
): Promise<Measured> {
  const chain = { LEXHOP_EMBEDDING_MODEL_PATH: folder, LEXHOP_EMBEDDING_CHAIN: 'folder', ...variables };
  const { result: calls, mebibytes } = await withMemoryHeld(() =>
    withModel(chain, async (model) => {
      const measured = [];
      await betweenCalls();
      for (const call of callsOf(model, questions)) {
        measured.push({ questions: call, took: await timed(() => model.embed(call, 'question')) });
        await betweenCalls();
      }
      return measured;
    }),
  );
  return { took: sumOf(calls.map(({ took }) => took)), calls, mebibytes };
}

interface Tokenised {
  readonly tokens: number;
  readonly milliseconds: number;
  tokensOf(questions: readonly string[]): number;
}

async function tokenised(file: string, questions: readonly string[]): Promise<Tokenised> {
  const tokenizer = await readTokenizer(file);
  const tokensOf = (some: readonly string[]) =>
    some.reduce((sum, question) => sum + tokenizer.encode(question).length, 0);
  tokensOf(questions);
  const began = performance.now();
  const tokens = tokensOf(questions);
  return { tokens, milliseconds: performance.now() - began, tokensOf };
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
