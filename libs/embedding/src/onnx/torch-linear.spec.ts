import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { testData } from '@lexhop/foundation/testing';
import { temporaryFolder, zipArchive } from '@lexhop/model-files/testing';
import { describe, expect, it } from 'vitest';
import { halfFloats, readTorchLinear } from './torch-linear.js';
import { readTensorPickle } from './torch-pickle.js';

const golden = testData('golden/bge-m3-tiny');

const string = (text: string) => `X${String.fromCharCode(text.length, 0, 0, 0)}${text}`;
const storage = (key: string, length: number) =>
  `(${string('storage')}ctorch\nFloatStorage\n${string(key)}${string('cpu')}K${String.fromCharCode(length)}tQ`;
const tensor = (key: string, shape: string, stride: string, length: number) =>
  `ctorch._utils\n_rebuild_tensor_v2\n(${storage(key, length)}K\0${shape}${stride}\x89ccollections\nOrderedDict\n)RtR`;
const one = 'K\x01';
const two = 'K\x02';
/** A layer of two inputs and one output as torch writes it. */
const layerPickle = (weight = tensor('0', `${one}${two}\x86`, `${two}${one}\x86`, 2)) =>
  Buffer.from(
    `\x80\x02ccollections\nOrderedDict\n)R(${string('weight')}${weight}${string('bias')}${tensor('1', `${one}\x85`, `${one}\x85`, 1)}u.`,
    'latin1',
  );
const floats = (...values: readonly number[]) => Buffer.from(Float32Array.from(values).buffer);

async function archive(entries: Readonly<Record<string, Buffer>>): Promise<string> {
  const file = path.join(await temporaryFolder(), 'layer.pt');
  await writeFile(file, zipArchive(entries));
  return file;
}

const layer = { 'layer/data.pkl': layerPickle(), 'layer/data/0': floats(0.5, -2), 'layer/data/1': floats(3) };

describe('readTorchLinear', () => {
  it('reads weight and bias in single precision', async () => {
    expect(await readTorchLinear(await archive(layer))).toEqual({
      inputs: 2,
      outputs: 1,
      weight: Float32Array.of(0.5, -2),
      bias: Float32Array.of(3),
    });
  });

  it('reads the half-precision heads of the tiny BGE-M3', async () => {
    const head = await readTorchLinear(path.join(golden, 'colbert_linear.pt'));
    expect([head.inputs, head.outputs, head.weight.length, head.bias.length]).toEqual([64, 64, 4096, 64]);
    expect(head.weight.every(Number.isFinite)).toBe(true);
  });

  it('refuses a file that is cut short', async () => {
    const whole = await readFile(path.join(golden, 'colbert_linear.pt'));
    const file = path.join(await temporaryFolder(), 'cut.pt');
    await writeFile(file, whole.subarray(0, whole.length - 100));
    await expect(readTorchLinear(file)).rejects.toMatchObject({ code: 'model-file-wrong' });
  });

  it.each([
    ['a tensor whose numbers are cut', { ...layer, 'layer/data/0': floats(0.5) }, /4 bytes instead of 8/u],
    ['no bias entry', { 'layer/data.pkl': layerPickle(), 'layer/data/0': floats(1, 2) }, /data\/1 is missing/u],
    ['no pickle', { 'layer/data/0': floats(1) }, /data\.pkl is missing/u],
    [
      'a transposed weight',
      { ...layer, 'layer/data.pkl': layerPickle(tensor('0', `${one}${two}\x86`, `${one}${one}\x86`, 2)) },
      /row by row/u,
    ],
  ])('refuses %s', async (_, entries, sentence) => {
    await expect(readTorchLinear(await archive(entries))).rejects.toThrow(sentence);
  });
});

describe('readTensorPickle', () => {
  it.each([
    ['to run code', `cos\nsystem\n(${string('echo')}tR.`, /"os system" is not allowed/u],
    ['any name that is not a tensor’s', `cbuiltins\neval\n.`, /not allowed/u],
    ['instructions that a tensor file has no use for', '\x80\x02}b.', /instruction 0x7d at byte 2/u],
    [
      'to call an allowed name with what it does not take',
      `ccollections\nOrderedDict\n(${string('x')}tR.`,
      /not allowed/u,
    ],
    ['to call an allowed name that is no function', `ctorch\nFloatStorage\n)R.`, /not allowed/u],
    ['what is no dictionary', 'K\x01.', /no dictionary/u],
    ['a dictionary of anything but tensors', `ccollections\nOrderedDict\n)R(${string('weight')}K\x01u.`, /no tensor/u],
  ])('refuses %s', (_, pickle, sentence) => {
    expect(() => readTensorPickle(Buffer.from(pickle, 'latin1'))).toThrow(sentence);
  });

  it('refuses what ends too early, anywhere', () => {
    const whole = layerPickle();
    for (let length = 0; length < whole.length; length++) {
      expect(() => readTensorPickle(whole.subarray(0, length))).toThrow(/ends too early/u);
    }
  });
});

describe('halfFloats', () => {
  it('is exact for normal, subnormal and special numbers', () => {
    const bits = [0x3c00, 0xc000, 0x3555, 0x0001, 0x8001, 0x7bff, 0x0000, 0x7c00, 0xfc00, 0x7e00];
    const bytes = Buffer.from(Uint16Array.from(bits).buffer);
    const values = [1, -2, 0.333251953125, 2 ** -24, -(2 ** -24), 65504, 0, Infinity, -Infinity, NaN];
    expect([...halfFloats(bytes)]).toEqual(values);
  });
});
