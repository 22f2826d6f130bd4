import {
  type EmbeddingLimits,
  type EmbeddingModel,
  type EmbeddingOutput,
  type EmbeddingRole,
  HybridEmbeddingModel,
  type LexicalWeights,
  type MultiVector,
} from './embedding-model.js';
import { MissingOutputError } from './errors.js';

/** What may be asked of a model for a text, as people call it. */
export const vectorOutputs = ['dense', 'sparse', 'multi-vector'] as const;
export type VectorOutput = (typeof vectorOutputs)[number];

/** The vectors of one text; what was not asked for is absent. */
export interface TextVector {
  readonly dense?: Float32Array;
  readonly sparse?: LexicalWeights;
  readonly multiVector?: MultiVector;
}

interface VectorsRequest {
  readonly texts: readonly string[];
  readonly role: EmbeddingRole;
  readonly outputs: readonly VectorOutput[];
  readonly signal?: AbortSignal;
}

const outputNames = {
  dense: 'dense',
  sparse: 'lexical-weights',
  'multi-vector': 'multi-vector',
} as const satisfies Record<VectorOutput, EmbeddingOutput>;

/** The outputs that a model has. */
export function outputsOfModel(model: Pick<EmbeddingModel, 'outputs'>): readonly VectorOutput[] {
  return vectorOutputs.filter((output) => model.outputs.includes(outputNames[output]));
}

/** Whose token ids the sparse vectors of a model have, where they are another model's than its dense ones. */
export function sparseSpaceOf(model: EmbeddingModel): string | undefined {
  return model instanceof HybridEmbeddingModel ? model.sparseSpace : undefined;
}

/**
 * The vectors of any number of texts, in order, in calls no larger than the model wants.
 * Rejects with a MissingOutputError when the model does not have an output, else as the model does.
 */
export async function vectorsOf(model: EmbeddingModel, request: VectorsRequest): Promise<readonly TextVector[]> {
  const has = outputsOfModel(model);
  const missing = request.outputs.find((output) => !has.includes(output));
  if (missing !== undefined) throw new MissingOutputError(model.space.model, missing, has);
  const items = request.texts.map((text, row) => ({ text, row }));
  const vectors: TextVector[] = items.map(() => ({}));
  for (const call of textsInCalls(items, model.limits)) {
    const ofCall = await oneCall(model, { ...request, texts: call.map(({ text }) => text) });
    for (const [place, { row }] of call.entries()) vectors[row] = ofCall[place] ?? {};
  }
  return vectors;
}

async function oneCall(model: EmbeddingModel, request: VectorsRequest): Promise<readonly TextVector[]> {
  const { texts, role, signal } = request;
  const wanted = request.outputs.map((output) => outputNames[output]);
  const options = { ...(signal ? { signal } : {}), outputs: wanted };
  const { dense, lexicalWeights, multiVectors } =
    model instanceof HybridEmbeddingModel
      ? await model.embedAll(texts, role, options)
      : { dense: await model.embed(texts, role, options) };
  const { dimensions } = model.space;
  return texts.map((_, row) => {
    const [sparse, multiVector] = [lexicalWeights?.[row], multiVectors?.[row]];
    return {
      ...(wanted.includes('dense') ? { dense: dense.subarray(row * dimensions, (row + 1) * dimensions) } : {}),
      ...(sparse ? { sparse } : {}),
      ...(multiVector ? { multiVector } : {}),
    };
  });
}

/**
 * Shares texts out to as few calls as the model's limits allow, the longest first: texts of like length run together with little padding.
 * A text that is over the limit of bytes is called for alone.
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

/** The vectors of one text as JSON: sparse by token id, multi-vector as rows. */
interface VectorRecord {
  readonly dense?: readonly number[];
  readonly sparse?: Readonly<Record<string, number>>;
  readonly multiVector?: readonly (readonly number[])[];
}

/** Vectors for JSON, where typed arrays and maps have no form of their own. No digit is lost. */
export function vectorRecordOf({ dense, sparse, multiVector }: TextVector): VectorRecord {
  return {
    ...(dense ? { dense: [...dense] } : {}),
    ...(sparse ? { sparse: Object.fromEntries(sparse) } : {}),
    ...(multiVector ? { multiVector: rowsOf(multiVector.values, multiVector.dimensions) } : {}),
  };
}

function rowsOf(values: Float32Array, dimensions: number): readonly (readonly number[])[] {
  return Array.from({ length: values.length / dimensions }, (_, row) => [
    ...values.subarray(row * dimensions, (row + 1) * dimensions),
  ]);
}
