import type { EmbeddingOutput } from '../embedding-model.js';
import type { GraphOutput } from './onnx/run-graph.js';
import type { GraphOutputs } from './onnx/graph-outputs.js';
import type { HeadOutputs } from './onnx/heads.js';

/** The vectors of one sequence of a run. */
export interface SequenceVectors {
  /** Unit length. */
  readonly dense: Float32Array;
  /** One weight for each token, first special one included; none below 0. */
  readonly weights?: Float32Array;
  /** Unit rows, one for each token but the first. */
  readonly rows?: { readonly dimensions: number; readonly values: Float32Array };
}

/** What one run gave. */
export interface RunOutputs {
  readonly outputs: ReadonlyMap<string, GraphOutput>;
  readonly names: GraphOutputs;
  /** Of every position of the run, padding included. */
  readonly heads: HeadOutputs;
  /** Tokens of the longest sequence. */
  readonly length: number;
}

/** Takes the vectors of sequence `row`, which has so many tokens, out of a run. */
export function sequenceVectors(
  run: RunOutputs,
  { row, tokens }: { readonly row: number; readonly tokens: number },
  wanted: readonly EmbeddingOutput[],
): SequenceVectors {
  const dense = denseVector(run, row);
  return {
    dense,
    ...(wanted.includes('lexical-weights') ? { weights: tokenWeights(run, row, tokens) } : {}),
    ...(wanted.includes('multi-vector') ? { rows: tokenRows(run, row, tokens) } : {}),
  };
}

/** Makes rows of so many numbers unit length, in place. A row of zeros stays. */
export function normaliseRows(values: Float32Array, dimensions: number): Float32Array {
  for (let start = 0; start < values.length; start += dimensions) {
    let squares = 0;
    for (let place = start; place < start + dimensions; place++) squares += (values[place] ?? 0) ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let place = start; place < start + dimensions; place++) values[place] = (values[place] ?? 0) * scale;
  }
  return values;
}

function denseVector({ outputs, names }: RunOutputs, row: number): Float32Array {
  const output = outputs.get(names.dense ?? names.hidden ?? '');
  const dimensions = output?.sizes.at(-1) ?? 0;
  // The dense vector is the hidden state of the first token.
  const perSequence = (output?.values.length ?? 0) / (output?.sizes[0] ?? 1);
  const start = row * perSequence;
  return normaliseRows(output?.values.slice(start, start + dimensions) ?? new Float32Array(), dimensions);
}

function tokenWeights({ outputs, names, heads, length }: RunOutputs, row: number, tokens: number): Float32Array {
  const values = outputs.get(names.lexical ?? '')?.values ?? heads.sparse ?? new Float32Array();
  return values.slice(row * length, row * length + tokens).map((weight) => Math.max(weight, 0));
}

function tokenRows({ outputs, names, heads, length }: RunOutputs, row: number, tokens: number) {
  const output = outputs.get(names.multi ?? '');
  const values = output?.values ?? heads.colbert ?? new Float32Array();
  // Some exports leave the first token out, others leave it to us.
  const perSequence = output?.sizes[1] ?? length;
  const skipped = perSequence === length ? 1 : 0;
  const sequences = output?.sizes[0] ?? outputs.get(names.hidden ?? '')?.sizes[0] ?? 1;
  const dimensions = values.length / (sequences * perSequence);
  const start = (row * perSequence + skipped) * dimensions;
  return { dimensions, values: normaliseRows(values.slice(start, start + (tokens - 1) * dimensions), dimensions) };
}
