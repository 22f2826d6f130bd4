import { asError, LexHopError } from '@lexhop/foundation';
import { type GraphOutput, type OpenedSession, runGraph, type TextTokenizer } from '@lexhop/model-files';
import { normaliseRows } from '@lexhop/vectors';
import { type VectorOutput, vectorOutputs } from '../embedding-model.js';
import { EmbeddingError } from '../errors.js';
import type { ModelDescription } from './model-description.js';
import type { GraphOutputs, Heads } from './model-outputs.js';

/** What a loaded model is made of. */
export interface ModelParts {
  readonly description: ModelDescription;
  readonly tokenizer: TextTokenizer;
  readonly opened: OpenedSession;
  readonly names: GraphOutputs;
  readonly heads: Heads | undefined;
}

/** The kinds of vectors that a model gives: by outputs of its graph, or by heads on its hidden state. */
export function outputsOf({ names, heads }: Pick<ModelParts, 'names' | 'heads'>): readonly VectorOutput[] {
  const byHead = names.hidden === undefined ? [] : (heads?.outputs ?? []);
  return vectorOutputs.filter((kind) => kind === 'dense' || names[kind] !== undefined || byHead.includes(kind));
}

/** The vectors of one sequence of a run; a kind that was not asked for is absent. */
export interface SequenceVectors {
  /** Of unit length. */
  readonly dense: Float32Array;
  /** One weight for each token, the first special one included; none below 0. */
  readonly weights?: Float32Array | undefined;
  /** One unit vector for each token but the first special one, row after row. */
  readonly rows?: { readonly dimensions: number; readonly values: Float32Array } | undefined;
}

/**
 * Runs sequences of token ids together. Gives the vectors of each, in their order: dense ones always.
 * Rejects with a retryable EmbeddingError where the run fails, which is mostly for memory.
 */
export async function runSequences(
  parts: ModelParts,
  sequences: readonly (readonly number[])[],
  wanted: readonly VectorOutput[],
): Promise<readonly SequenceVectors[]> {
  try {
    const outputs = await run(parts, sequences, wanted);
    return sequences.map((ids, row) => sequenceVectors(outputs, row, ids.length));
  } catch (thrown) {
    if (thrown instanceof LexHopError) throw thrown;
    const sentence = `a run of ${sequences.length} texts failed: ${asError(thrown).message}`;
    throw new EmbeddingError(parts.description.name, sentence, { retryable: true, cause: thrown });
  }
}

/** What one run gave. */
export interface RunOutputs {
  /** [sequences, dimensions], or a hidden state [sequences, tokens, dimensions] whose first row is the dense vector. */
  readonly dense: GraphOutput;
  /** [sequences, tokens], padding included. */
  readonly sparse?: GraphOutput | undefined;
  /** [sequences, tokens or tokens - 1, dimensions], padding included. */
  readonly multi?: GraphOutput | undefined;
  /** Tokens of the longest sequence. */
  readonly length: number;
}

async function run(
  { opened, tokenizer, names, heads, description }: ModelParts,
  sequences: readonly (readonly number[])[],
  wanted: readonly VectorOutput[],
): Promise<RunOutputs> {
  const kinds = vectorOutputs.filter((kind) => kind === 'dense' || wanted.includes(kind));
  const fetched = new Set(kinds.flatMap((kind) => names[kind] ?? names.hidden ?? []));
  const outputs = await runGraph(opened.session, sequences, { padId: tokenizer.padId, names: [...fetched] });
  const hidden = outputs.get(names.hidden ?? '');
  const byHead = kinds.filter((kind) => kind !== 'dense' && names[kind] === undefined);
  const ofHeads = hidden && byHead.length > 0 ? await heads?.run(hidden, byHead) : undefined;
  const of = (kind: VectorOutput) => outputs.get(names[kind] ?? '') ?? ofHeads?.get(kind);
  const dense = of('dense') ?? hidden;
  if (!dense) throw new EmbeddingError(description.name, 'its graph gave no dense vector.');
  const length = Math.max(...sequences.map((ids) => ids.length));
  return { dense, sparse: of('sparse'), multi: of('multi-vector'), length };
}

/** Takes the vectors of sequence `row`, which has so many tokens, out of what a run gave. */
export function sequenceVectors(run: RunOutputs, row: number, tokens: number): SequenceVectors {
  return {
    dense: denseVector(run.dense, row),
    weights: run.sparse && tokenWeights(run.sparse, row * run.length, tokens),
    rows: run.multi && tokenRows(run.multi, row, { tokens, length: run.length }),
  };
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
