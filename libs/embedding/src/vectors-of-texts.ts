import { namedObject } from '@lexhop/foundation';
import { z } from 'zod';
import type {
  EmbedAllOptions,
  EmbeddingLimits,
  EmbeddingModel,
  EmbeddingRole,
  MultiVector,
  SparseVector,
  VectorOutput,
} from './embedding-model.js';
import { MissingOutputError } from './errors.js';

/** The vectors of one text; a kind that was not asked for is absent. */
export interface TextVector {
  readonly dense?: Float32Array;
  readonly sparse?: SparseVector;
  readonly multiVector?: MultiVector;
}

interface VectorsRequest extends EmbedAllOptions {
  readonly texts: readonly string[];
  readonly role: EmbeddingRole;
}

/** Throws a MissingOutputError where a model does not give one of these kinds of vectors. */
export function requireOutputs({ space, outputs }: EmbeddingModel, wanted: readonly VectorOutput[]): void {
  const missing = wanted.find((output) => !outputs.includes(output));
  if (missing !== undefined) throw new MissingOutputError(space.model, missing, outputs);
}

/**
 * The vectors of any number of texts, in their order, by calls that keep to the model's limits.
 * Rejects with a MissingOutputError where the model does not give a kind, even for no texts at all; else as the model does.
 */
export async function vectorsOf(
  model: EmbeddingModel,
  { texts, role, ...options }: VectorsRequest,
): Promise<readonly TextVector[]> {
  requireOutputs(model, options.outputs);
  const { dimensions } = model.space;
  const vectors: TextVector[] = texts.map(() => ({}));
  const items = texts.map((text, row) => ({ text, row }));
  for (const call of textsInCalls(items, model.limits)) {
    const ofCall = await model.embedAll(
      call.map(({ text }) => text),
      role,
      options,
    );
    for (const [place, { row }] of call.entries()) {
      const dense = ofCall.dense.subarray(place * dimensions, (place + 1) * dimensions);
      const [sparse, multiVector] = [ofCall.sparse?.[place], ofCall.multiVectors?.[place]];
      vectors[row] = { ...(options.outputs.includes('dense') && { dense }), sparse, multiVector };
    }
  }
  return vectors;
}

/**
 * Shares texts out to as few calls as a model's limits allow, the longest texts first: texts of like length run together with little padding.
 * A text that is over the limit of bytes gets a call of its own.
 */
export function textsInCalls<Item extends { readonly text: string }>(
  items: readonly Item[],
  { textsPerCall, bytesPerCall }: Pick<EmbeddingLimits, 'textsPerCall' | 'bytesPerCall'>,
): readonly (readonly Item[])[] {
  const sized = items.map((item) => ({ item, bytes: Buffer.byteLength(item.text) }));
  const calls: Item[][] = [];
  let bytesOfCall = 0;
  for (const { item, bytes } of sized.sort((one, other) => other.bytes - one.bytes)) {
    const isFull = bytesOfCall + bytes > bytesPerCall || calls.at(-1)?.length === textsPerCall;
    if (isFull || calls.length === 0) {
      calls.push([]);
      bytesOfCall = 0;
    }
    calls.at(-1)?.push(item);
    bytesOfCall += bytes;
  }
  return calls;
}

/** The vectors of one text as JSON. */
export const vectorRecordSchema = namedObject('EmbeddedText', {
  dense: z.array(z.number()).optional(),
  sparse: z.record(z.string(), z.number()).optional().describe('Weights by token id.'),
  multiVector: z.array(z.array(z.number())).optional().describe('One unit vector for each token.'),
});
type VectorRecord = Readonly<z.infer<typeof vectorRecordSchema>>;

/** The vectors of a text for JSON, which has no form for typed arrays and maps. No digit is lost. */
export function vectorRecordOf({ dense, sparse, multiVector }: TextVector): VectorRecord {
  return {
    dense: dense && [...dense],
    sparse: sparse && Object.fromEntries(sparse),
    multiVector: multiVector && rowsOf(multiVector),
  };
}

function rowsOf({ values, dimensions }: MultiVector): number[][] {
  return Array.from({ length: values.length / dimensions }, (_, row) => [
    ...values.subarray(row * dimensions, (row + 1) * dimensions),
  ]);
}
