import { asError, LexHopError } from '@lexhop/foundation';
import type { EmbeddingOutput } from '../embedding-model.js';
import { EmbeddingError } from '../errors/embedding-error.js';
import type { ModelDescription } from './model-description.js';
import type { GraphOutputs } from './onnx/graph-outputs.js';
import type { Heads } from './onnx/heads.js';
import type { OpenedSession } from './onnx/open-session.js';
import { type GraphOutput, runGraph } from './onnx/run-graph.js';
import { type RunOutputs, sequenceVectors, type SequenceVectors } from './sequence-vectors.js';
import type { TextTokenizer } from './text/text-tokenizer.js';

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
