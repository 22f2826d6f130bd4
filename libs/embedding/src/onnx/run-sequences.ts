import { asError, LexHopError } from '@lexhop/foundation';
import { type GraphOutput, type OpenedSession, runGraph, type TextTokenizer } from '@lexhop/model-files';
import { normaliseRows } from '@lexhop/vectors';
import type { EmbeddingOutput } from '../embedding-model.js';
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

/** Everything that the model can give: by its graph's own outputs, or by a head on its hidden state. */
export function outputsOf({ names, heads }: Pick<ModelParts, 'names' | 'heads'>): readonly EmbeddingOutput[] {
  const byHead = (head: boolean | undefined) => names.hidden !== undefined && head === true;
  return [
    'dense',
    ...(names.lexical !== undefined || byHead(heads?.has.sparse) ? (['lexical-weights'] as const) : []),
    ...(names.multi !== undefined || byHead(heads?.has.colbert) ? (['multi-vector'] as const) : []),
  ];
}

/**
 * Runs sequences of token ids together and gives each one's vectors.
 * Rejects with a retryable EmbeddingError when the run fails: memory is what runs fail for.
 */
export async function runSequences(
  parts: ModelParts,
  sequences: readonly (readonly number[])[],
  wanted: readonly EmbeddingOutput[],
): Promise<readonly SequenceVectors[]> {
  try {
    return await run(parts, sequences, wanted);
  } catch (thrown) {
    if (thrown instanceof LexHopError) throw thrown;
    const sentence = `a run of ${sequences.length} texts failed: ${asError(thrown).message}`;
    throw new EmbeddingError(parts.description.name, sentence, { retryable: true, cause: thrown });
  }
}

async function run(
  parts: ModelParts,
  sequences: readonly (readonly number[])[],
  wanted: readonly EmbeddingOutput[],
): Promise<readonly SequenceVectors[]> {
  const { opened, tokenizer, names } = parts;
  const own = ownOutputs(names, wanted);
  const needsHeads = own.length < wanted.length;
  const fetched = new Set(needsHeads && names.hidden !== undefined ? [...own, names.hidden] : own);
  const outputs = await runGraph(opened.session, sequences, { padId: tokenizer.padId, names: [...fetched] });
  const length = Math.max(...sequences.map((ids) => ids.length));
  const results = { ...(await withHeads(parts, outputs, needsHeads)), length };
  return sequences.map((ids, row) => sequenceVectors(results, row, ids.length));
}

/** The graph's outputs for what is wanted, where it has them itself. */
function ownOutputs(names: GraphOutputs, wanted: readonly EmbeddingOutput[]): readonly string[] {
  const own = {
    dense: names.dense ?? names.hidden,
    'lexical-weights': names.lexical,
    'multi-vector': names.multi,
  };
  return wanted.flatMap((output) => own[output] ?? []);
}

async function withHeads(
  { names, heads, description }: ModelParts,
  outputs: ReadonlyMap<string, GraphOutput>,
  needsHeads: boolean,
): Promise<Omit<RunOutputs, 'length'>> {
  const of = (name: string | undefined) => (name === undefined ? undefined : outputs.get(name));
  const hidden = needsHeads ? of(names.hidden) : undefined;
  const byHead = hidden && heads ? await heads.run(hidden) : {};
  const dense = of(names.dense ?? names.hidden);
  if (!dense) throw new EmbeddingError(description.name, 'its graph gave no dense vector.');
  return { dense, lexical: of(names.lexical) ?? byHead.sparse, multi: of(names.multi) ?? byHead.colbert };
}

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
