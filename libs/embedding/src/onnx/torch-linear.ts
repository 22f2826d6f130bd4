import { asError } from '@lexhop/foundation';
import { ModelFileError, readEntry, withZip, type ZipEntry } from '@lexhop/model-files';
import { readTensorPickle, type TensorReference } from './torch-pickle.js';

/** A linear layer: `weight` is `outputs` rows of `inputs` numbers. */
export interface LinearLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

const mostBytes = 64 * 2 ** 20;

/**
 * Reads a linear layer that `torch.save` wrote: `weight` [outputs, inputs] and `bias` [outputs] in half or single precision.
 * Rejects with a ModelFileError at anything else.
 */
export async function readTorchLinear(path: string): Promise<LinearLayer> {
  return withZip(path, async (entries) => {
    try {
      return await linearLayer(path, entries);
    } catch (thrown) {
      if (thrown instanceof ModelFileError) throw thrown;
      throw new ModelFileError(path, `it is no linear layer that torch saved: ${asError(thrown).message}.`, thrown);
    }
  });
}

async function linearLayer(path: string, entries: ReadonlyMap<string, ZipEntry>): Promise<LinearLayer> {
  const root = [...entries.keys()].find((name) => /^[^/]+\/data\.pkl$/u.test(name))?.slice(0, -'data.pkl'.length);
  const entry = (name: string) => {
    const found = root === undefined ? undefined : entries.get(`${root}${name}`);
    if (!found) throw new Error(`the entry ${name} is missing`);
    return readEntry(found, path, mostBytes);
  };
  const tensors = readTensorPickle(await entry('data.pkl'));
  const [weight, bias] = [tensors.get('weight'), tensors.get('bias')];
  if (!weight || !bias || tensors.size !== 2)
    throw new Error(`it holds ${[...tensors.keys()].join(', ')}, not weight and bias`);
  const [outputs, inputs] = weight.shape;
  if (weight.shape.length !== 2 || !outputs || !inputs || bias.shape.length !== 1 || bias.shape[0] !== outputs) {
    throw new Error(`its shapes are [${weight.shape.join()}] and [${bias.shape.join()}]`);
  }
  const numbers = async (tensor: TensorReference) => tensorNumbers(tensor, await entry(`data/${tensor.storage.key}`));
  return { inputs, outputs, weight: await numbers(weight), bias: await numbers(bias) };
}

function tensorNumbers({ shape, stride, offset, storage }: TensorReference, bytes: Buffer): Float32Array {
  const length = shape.reduce((product, size) => product * size, 1);
  const rowByRow = stride.every(
    (step, axis) => step === shape.slice(axis + 1).reduce((product, size) => product * size, 1),
  );
  if (!rowByRow || offset !== 0 || storage.length !== length)
    throw new Error('a tensor does not lie row by row in its storage');
  const width = storage.type === 'HalfStorage' ? 2 : 4;
  if (bytes.length !== width * length)
    throw new Error(`a storage has ${bytes.length} bytes instead of ${width * length}`);
  if (width === 2) return halfFloats(bytes);
  return Float32Array.from({ length }, (_, index) => bytes.readFloatLE(4 * index));
}

/** Little-endian IEEE half-precision numbers, as floats: exact. */
export function halfFloats(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 2 }, (_, index) => halfFloat(bytes.readUInt16LE(2 * index)));
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
