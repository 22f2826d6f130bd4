import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Tokenizer } from '@huggingface/tokenizers';
import { asError } from '@lexhop/foundation';
import { ModelFileError } from './errors.js';

/** Where a model shall run. `auto` and `cuda:N` fall back to the CPU. */
export type Device = 'cpu' | 'auto' | `cuda:${number}`;

/** A session and where it runs. */
export interface OpenedSession {
  readonly session: InferenceSession;
  /** `cpu` or `cuda:N` */
  readonly device: string;
  /** Why it is not the device that was asked for, in a sentence. */
  readonly deviceReason?: string;
}

/**
 * Loads an ONNX graph. CUDA is tried where it is asked for; what keeps it from being used is said and the CPU taken.
 * Rejects with a ModelFileError when the file can't be loaded on the CPU either.
 */
export async function openSession(path: string, device: Device, threads: number): Promise<OpenedSession> {
  if (device === 'cpu') return { session: await onCpu(path, threads), device };
  const deviceId = device === 'auto' ? 0 : Number(device.slice('cuda:'.length));
  try {
    const executionProviders = [{ name: 'cuda', deviceId }, 'cpu'];
    const session = await InferenceSession.create(path, { ...sessionOptions(threads), executionProviders });
    return { session, device: `cuda:${deviceId}` };
  } catch (thrown) {
    const deviceReason = `CUDA device ${deviceId} can't be used: ${asError(thrown).message}`;
    return { session: await onCpu(path, threads), device: 'cpu', deviceReason };
  }
}

/** What every session of this room is created with. */
export function sessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  };
}

/**
 * On a CPU the sum of a residual and its normalisation stay two operations: the fused one of ONNX Runtime 1.30 adds number by number.
 * Measured at BGE-M3's shape, 504 tokens: 55 ms a run fused, 10 ms apart.
 */
const unfusedNormalisation = { optimization: { disable_specified_optimizers: 'SkipLayerNormFusion' } };

async function onCpu(path: string, threads: number): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(path, {
      ...sessionOptions(threads),
      executionProviders: ['cpu'],
      extra: unfusedNormalisation,
    });
  } catch (thrown) {
    throw new ModelFileError(path, `it can't be loaded: ${asError(thrown).message}`, thrown);
  }
}

/** An output with its sizes: [sequences, …]. */
export interface GraphOutput {
  readonly values: Float32Array;
  readonly sizes: readonly number[];
}

/** Runs sequences of token ids together, padded on the right to the longest, and gives the outputs named. */
export async function runGraph(
  session: InferenceSession,
  sequences: readonly (readonly number[])[],
  { padId, names }: { readonly padId: number; readonly names: readonly string[] },
): Promise<ReadonlyMap<string, GraphOutput>> {
  const length = Math.max(...sequences.map((ids) => ids.length));
  const sizes = [sequences.length, length];
  const ids = new BigInt64Array(sequences.length * length).fill(BigInt(padId));
  const mask = new BigInt64Array(ids.length);
  for (const [row, sequence] of sequences.entries()) {
    ids.set(sequence.map(BigInt), row * length);
    mask.fill(1n, row * length, row * length + sequence.length);
  }
  const feeds: Record<string, Tensor> = {
    input_ids: new Tensor('int64', ids, sizes),
    attention_mask: new Tensor('int64', mask, sizes),
  };
  if (session.inputNames.includes('token_type_ids')) {
    feeds['token_type_ids'] = new Tensor('int64', new BigInt64Array(ids.length), sizes);
  }
  const outputs = await session.run(feeds, [...names]);
  return new Map(
    Object.entries(outputs).map(([name, output]) => [
      name,
      { values: output.data as Float32Array, sizes: output.dims },
    ]),
  );
}

/** A model's own tokenizer. */
export interface TextTokenizer {
  /** The text's token ids between the model's first and last special token, uncut. */
  encode(text: string): readonly number[];
  readonly padId: number;
  /** Special tokens that carry no lexical weight: first, last, padding, unknown. */
  readonly unweighted: ReadonlySet<number>;
}

const specialTokens = ['<s>', '</s>', '<pad>', '<unk>', '[CLS]', '[SEP]', '[PAD]', '[UNK]'];

/** Reads a `tokenizer.json`. Rejects with a ModelFileError when it is none. */
export async function readTokenizer(path: string): Promise<TextTokenizer> {
  try {
    const tokenizer = new Tokenizer(JSON.parse(await readFile(path, 'utf8')) as object, {});
    const ids = specialTokens.map((token) => tokenizer.token_to_id(token));
    return {
      encode: (text) => tokenizer.encode(text).ids,
      padId: tokenizer.token_to_id('<pad>') ?? tokenizer.token_to_id('[PAD]') ?? 0,
      unweighted: new Set(ids.filter((id) => id !== undefined)),
    };
  } catch (thrown) {
    throw new ModelFileError(path, `it is no tokenizer that can be read: ${asError(thrown).message}`, thrown);
  }
}
