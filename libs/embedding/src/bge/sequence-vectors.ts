import type { GraphOutput } from './onnx/run-graph.js';

/** What one run gave for its sequences; what was not wanted is absent. */
export interface RunOutputs {
  /** [sequences, dimensions], or a hidden state [sequences, tokens, dimensions] whose first row is the dense vector. */
  readonly dense: GraphOutput;
  /** [sequences, tokens], padding included. */
  readonly lexical?: GraphOutput | undefined;
  /** [sequences, tokens or tokens - 1, dimensions], padding included. */
  readonly multi?: GraphOutput | undefined;
  /** Tokens of the longest sequence. */
  readonly length: number;
}

/** The vectors of one sequence of a run. */
export interface SequenceVectors {
  /** Unit length. */
  readonly dense: Float32Array;
  /** One weight for each token, first special one included; none below 0. */
  readonly weights?: Float32Array;
  /** Unit rows, one for each token but the first. */
  readonly rows?: { readonly dimensions: number; readonly values: Float32Array };
}

/** Takes the vectors of sequence `row`, which has so many tokens, out of a run. */
export function sequenceVectors(run: RunOutputs, row: number, tokens: number): SequenceVectors {
  return {
    dense: denseVector(run.dense, row),
    ...(run.lexical ? { weights: tokenWeights(run.lexical, row * run.length, tokens) } : {}),
    ...(run.multi ? { rows: tokenRows(run.multi, row, { tokens, length: run.length }) } : {}),
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

function denseVector({ values, sizes }: GraphOutput, row: number): Float32Array {
  const dimensions = sizes.at(-1) ?? 0;
  const start = (row * values.length) / (sizes[0] ?? 1);
  return normaliseRows(values.slice(start, start + dimensions), dimensions);
}

function tokenWeights({ values }: GraphOutput, start: number, tokens: number): Float32Array {
  return values.slice(start, start + tokens).map((weight) => Math.max(weight, 0));
}

function tokenRows(
  { values, sizes }: GraphOutput,
  row: number,
  { tokens, length }: { readonly tokens: number; readonly length: number },
) {
  const [, perSequence = 0, dimensions = 0] = sizes;
  // Some exports leave the first token out, others leave it to us.
  const first = row * perSequence + (perSequence === length ? 1 : 0);
  const taken = values.slice(first * dimensions, (first + tokens - 1) * dimensions);
  return { dimensions, values: normaliseRows(taken, dimensions) };
}
