import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Logger, readSettings, SilentLogger } from '@lexhop/foundation';
import { testData } from '@lexhop/foundation/testing';
import { readTokenizer } from '@lexhop/model-files';
import { generatedModel, type GeneratedModel, temporaryFolder, writeFiles } from '@lexhop/model-files/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { embeddingSettings } from '../embedding-settings.js';
import { describeEmbeddingModel } from '../testing/embedding-model.contract.js';
import { folderProvider } from './folder-provider.js';
import { OnnxEmbeddingModel } from './onnx-embedding-model.js';

const golden = testData('golden/bge-m3-tiny');

async function openFolder(
  folder: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<OnnxEmbeddingModel> {
  const settings = readSettings(embeddingSettings, { LEXHOP_EMBEDDING_THREADS: '1', ...variables });
  const local = { settings, logger: new SilentLogger() };
  const model = await folderProvider(folder, local).open({ download: false });
  if (!(model instanceof OnnxEmbeddingModel)) throw new Error('it is no ONNX model');
  return model;
}

async function openGenerated(heaviness?: GeneratedModel, variables?: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder();
  await writeFiles(folder, generatedModel(heaviness));
  const model = await openFolder(folder, variables);
  onTestFinished(() => model.close());
  return model;
}

/** A generated model that says it has BGE-M3's measures, in two precisions. */
function wideModel(): Readonly<Record<string, Buffer>> {
  const config = { model_type: 'xlm-roberta', max_position_embeddings: 8194, num_attention_heads: 16 };
  const files = generatedModel();
  const { 'onnx/model.onnx': graph = Buffer.alloc(0) } = files;
  return { ...files, 'config.json': Buffer.from(JSON.stringify(config)), 'onnx/model_int8.onnx': graph };
}

const difference = (one: Float32Array, other: Float32Array) =>
  Math.max(Math.abs(one.length - other.length), ...one.map((value, place) => Math.abs(value - (other[place] ?? NaN))));

describe('the tiny BGE-M3', () => {
  let model: OnnxEmbeddingModel;
  beforeAll(async () => {
    model = await openFolder(golden);
  });
  afterAll(() => model.close());

  describeEmbeddingModel('the tiny BGE-M3 from its folder', () => openFolder(golden));

  it('names in its space the folder, a digest of its files and how texts are prepared', async () => {
    expect(model.space).toMatchObject({ provider: 'onnx', model: 'bge-m3-tiny', dimensions: 64, precision: 'fp32' });
    expect(model.space.revision).toMatch(/^[0-9a-f]{12}$/u);
    expect(model.space.preparation).toBe('trim-512-128');
    expect(model.outputs).toEqual(['dense', 'sparse', 'multi-vector']);
  });

  it('gives all three vectors from one pass, in order', async () => {
    const texts = ['著作權', '', '著作權'];
    const all = await model.embedAll(texts, 'passage', { outputs: ['dense', 'sparse', 'multi-vector'] });
    expect(difference(all.dense, await model.embed(texts, 'passage'))).toBeLessThan(1e-6);
    expect(all.sparse?.map(({ size }) => size > 0)).toEqual([true, false, true]);
    expect(all.sparse?.[0]).toEqual(all.sparse?.[2]);
    expect(all.multiVectors?.[1]).toMatchObject({ dimensions: 64, values: { length: 64 } });
  });

  it('embeds a text of many chunks, every token once in its multi-vector', async () => {
    const long = '著作人於著作完成時享有著作權。'.repeat(200);
    const { dense, multiVectors } = await model.embedAll([long], 'passage', { outputs: ['dense', 'multi-vector'] });
    expect(Math.hypot(...dense)).toBeCloseTo(1, 5);
    const tokenizer = await readTokenizer(path.join(golden, 'tokenizer.json'));
    expect(multiVectors?.[0]?.values).toHaveLength(64 * (tokenizer.encode(long).length - 1));
  });
});

describe('OnnxEmbeddingModel', () => {
  it('gives the same vectors alone and in runs together, padded and not', async () => {
    const model = await openGenerated();
    const texts = ['abc', 'a', 'abcd', 'abcde', 'zzz', 'abc'].flatMap((text) => [text, `${text} ${text}`]);
    const together = await model.embed(texts, 'passage');
    for (const [row, text] of texts.entries()) {
      const alone = await model.embed([text], 'passage');
      expect(difference(alone, together.subarray(row * 16, (row + 1) * 16))).toBeLessThan(1e-6);
    }
  });

  it('cuts what is longer than the model reads, and takes the mean', async () => {
    const model = await openGenerated();
    const [long, part] = ['abcdefgh'.repeat(100), 'abcdefgh'.repeat(8)];
    const vectors = await model.embed([long, part], 'passage');
    expect(difference(vectors.subarray(0, 16), vectors.subarray(16))).toBeLessThan(0.05);
    expect(model.space.preparation).toBe('trim-64-128');
  });

  it('runs int8 one text at a time unless told otherwise, and says so in its space', async () => {
    const folder = await temporaryFolder();
    const files = generatedModel();
    await writeFiles(folder, { ...files, 'onnx/model_int8.onnx': files['onnx/model.onnx'] ?? Buffer.alloc(0) });
    const variables = { LEXHOP_EMBEDDING_PRECISION: 'int8' };
    const alone = await openFolder(folder, variables);
    const batched = await openFolder(folder, { ...variables, LEXHOP_EMBEDDING_INT8_BATCHED: 'true' });
    onTestFinished(async () => void (await Promise.all([alone.close(), batched.close()])));
    expect(alone.space).toMatchObject({ precision: 'int8', reproducible: true });
    expect(batched.space).toMatchObject({ precision: 'int8-batched', reproducible: false });
  });

  it('leaves the main thread free while it runs', async () => {
    const model = await openGenerated({ dimensions: 256, inner: 8192 }, { LEXHOP_EMBEDDING_BATCH_TOKENS: '100000' });
    const texts = Array.from(
      { length: 100 },
      (_, index) => `${'lexhop'.repeat(9)} ${'abcdefgh'.charAt(index % 8)}${index}`,
    );
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const began = performance.now();
    await model.embed(texts, 'passage');
    const took = performance.now() - began;
    delay.disable();
    // One run holds all texts: had it run here, nothing else could have for so long.
    expect(took).toBeGreaterThan(150);
    expect(delay.max / 1e6).toBeLessThan(took / 2);
  });

  it('stops between two runs when it is called off, and goes on with other calls', async () => {
    const model = await openGenerated({ dimensions: 256, inner: 8192 }, { LEXHOP_EMBEDDING_BATCH_TOKENS: '64' });
    const controller = new AbortController();
    const texts = Array.from({ length: 400 }, (_, index) => `${'abcdef'.repeat(9)} x${index}`);
    const long = model.embed(texts, 'passage', { signal: controller.signal });
    const began = performance.now();
    const short = model.embed(['a question'], 'query');
    await short;
    controller.abort(new Error('enough'));
    await expect(long).rejects.toThrow('enough');
    // The short call went between two runs of the long one, which would have taken longer by far.
    expect(performance.now() - began).toBeLessThan(1000);
    expect(await model.embed(['another'], 'query')).toHaveLength(256);
  });

  it('is unloaded while nobody uses it, and loaded again for the next', async () => {
    const folder = await temporaryFolder();
    await writeFiles(folder, generatedModel());
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const model = await openFolder(folder, { LEXHOP_EMBEDDING_IDLE_UNLOAD_S: '60' });
    onTestFinished(() => model.close());
    const before = await model.embed(['abc'], 'passage');
    vi.advanceTimersByTime(59_000);
    expect(model.runtime()).toMatchObject({ device: 'cpu', loaded: true });
    vi.advanceTimersByTime(2_000);
    expect(model.runtime().loaded).toBe(false);
    expect(await model.embed(['abc'], 'passage')).toEqual(before);
    expect(model.runtime().loaded).toBe(true);
  });

  it('falls back to the CPU where CUDA is not to be had, and says why', async () => {
    const sentences: string[] = [];
    class Lines extends Logger {
      override info() {}
      override warn(sentence: string) {
        sentences.push(sentence);
      }
      override error() {}
    }
    const folder = await temporaryFolder();
    await writeFiles(folder, generatedModel());
    const settings = readSettings(embeddingSettings, { LEXHOP_EMBEDDING_DEVICE: 'cuda:7' });
    const provider = folderProvider(folder, { settings, logger: new Lines() });
    const model = await provider.open({ download: false });
    onTestFinished(() => model.close());
    expect(sentences).toEqual([expect.stringMatching(/runs on the CPU: CUDA device 7 can't be used: /u)]);
    expect(await model.embed(['abc'], 'passage')).toHaveLength(16);
  });

  it('measures what it does', async () => {
    const model = await openGenerated();
    expect(model.runtime().textsPerSecond).toBeUndefined();
    await model.embed(['abc', 'abc', 'd'], 'passage');
    expect(model.runtime()).toMatchObject({
      textsPerSecond: expect.any(Number) as number,
      tokensPerSecond: expect.any(Number) as number,
    });
    expect(model.runtime().processMemoryBytes).toBeGreaterThan(1e7);
  });

  it('says what it has not when it is asked for more than dense vectors', async () => {
    const model = await openGenerated();
    const asked = model.embedAll(['abc'], 'passage', { outputs: ['multi-vector'] });
    await expect(asked).rejects.toThrow('gives no multi-vector vectors; it gives dense.');
  });

  it.each([
    ['tokenizer.json', /tokenizer\.json/u],
    ['onnx/model.onnx', /can't be loaded|holds no/u],
    ['config.json', /config\.json/u],
  ])('refuses a folder whose %s is broken, naming the file', async (file, sentence) => {
    const folder = await temporaryFolder();
    await writeFiles(folder, { ...generatedModel(), [file]: Buffer.from('{"broken": tr') });
    await expect(openFolder(folder)).rejects.toThrow(sentence);
  });

  it('refuses a folder that is not there, naming the setting', async () => {
    await expect(openFolder(path.join(await temporaryFolder(), 'absent'))).rejects.toThrow(
      'LEXHOP_EMBEDDING_MODEL_PATH',
    );
  });

  it.each([
    ['fp32', '1', 685],
    ['int8', '1', 485],
    ['int8', '4', 485],
  ])(
    'truncates at what its memory affords where that is less than its limit: %s on %s cores',
    async (precision, cores, length) => {
      const folder = await temporaryFolder();
      await writeFiles(folder, wideModel());
      const model = await openFolder(folder, {
        LEXHOP_EMBEDDING_CHUNK_TOKENS: '0',
        LEXHOP_EMBEDDING_MEMORY_MB: '64',
        LEXHOP_EMBEDDING_PRECISION: precision,
        LEXHOP_EMBEDDING_THREADS: cores,
      });
      onTestFinished(() => model.close());
      expect(model.space.preparation).toBe(`trim-truncate-${length}`);
      const long = (letters: number, last: string) => `${'a'.repeat(letters)}${last}`;
      const [one, other] = [
        await model.embed([long(9_000, 'x')], 'passage'),
        await model.embed([long(9_000, 'z')], 'passage'),
      ];
      expect(difference(one, other)).toBe(0);
    },
  );

  it('refuses chunks longer than its memory allows, before anything is loaded', async () => {
    const variables = { LEXHOP_EMBEDDING_CHUNK_TOKENS: '8192', LEXHOP_EMBEDDING_MEMORY_MB: '64' };
    const folder = await temporaryFolder();
    await writeFiles(folder, wideModel());
    await expect(openFolder(folder, variables)).rejects.toMatchObject({
      code: 'setting-invalid',
      variable: 'LEXHOP_EMBEDDING_CHUNK_TOKENS',
    });
  });
});
