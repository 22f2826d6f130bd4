import { dot } from '@lexhop/vectors';
import { z } from 'zod';
import type { EmbeddingModel, MultiVector, SparseVector } from './embedding-model.js';
import { type TextVector, vectorsOf } from './vectors-of-texts.js';

/** How much each score counts. */
interface HybridWeights {
  readonly dense: number;
  readonly sparse: number;
  readonly multiVector: number;
}

/** The weights of the model's authors. */
const defaultHybridWeights: HybridWeights = { dense: 0.4, sparse: 0.2, multiVector: 0.4 };

/** The scores of a pair of texts by each kind of vector that the model gives, and their weighted mean, which is absent where all scores have weight 0. */
export const comparedPairSchema = z.object({
  dense: z.number(),
  sparse: z.number().optional(),
  multiVector: z.number().optional(),
  hybrid: z.number().optional().describe('The weighted mean of the scores that the model has.'),
});
type ComparedPair = Readonly<z.infer<typeof comparedPairSchema>>;
type Similarity = Omit<ComparedPair, 'hybrid'>;

/** For each token that both texts have the product of its two weights; the sum of these products. */
export function sparseSimilarity(query: SparseVector, passage: SparseVector): number {
  let sum = 0;
  for (const [token, weight] of query) sum += weight * (passage.get(token) ?? 0);
  return sum;
}

/** For each vector of the query the cosine to the most similar vector of the passage; the mean of these cosines. Not symmetric. */
export function multiVectorSimilarity(query: MultiVector, passage: MultiVector): number {
  const { dimensions } = query;
  const rows = query.values.length / dimensions;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    sum += bestCosine(query.values.subarray(row * dimensions, (row + 1) * dimensions), passage);
  }
  return sum / rows;
}

/** The weighted mean of the scores that are there. NaN where all of these have weight 0. */
export function hybridScore(similarity: Similarity, weights: HybridWeights = defaultHybridWeights): number {
  const parts = [
    [similarity.dense, weights.dense],
    [similarity.sparse, weights.sparse],
    [similarity.multiVector, weights.multiVector],
  ] as const;
  let sum = 0;
  let total = 0;
  for (const [score, weight] of parts) {
    if (score === undefined) continue;
    sum += score * weight;
    total += weight;
  }
  return sum / total;
}

function bestCosine(vector: Float32Array, passage: MultiVector): number {
  let best = -Infinity;
  for (let start = 0; start < passage.values.length; start += passage.dimensions) {
    best = Math.max(best, dot(vector, passage.values.subarray(start, start + passage.dimensions)));
  }
  return best;
}

/** A query and a passage that may answer it. */
interface TextPair {
  readonly query: string;
  readonly passage: string;
}

/** How similar the two texts of each pair are, by every kind of vector that the model gives; in order of the pairs. Rejects as the model does. */
export async function comparePairs(
  model: EmbeddingModel,
  pairs: readonly TextPair[],
  options: { readonly weights?: HybridWeights; readonly signal?: AbortSignal } = {},
): Promise<readonly ComparedPair[]> {
  const { weights = defaultHybridWeights, ...rest } = options;
  const { outputs } = model;
  const passages = pairs.map(({ passage }) => passage);
  const queries = pairs.map(({ query }) => query);
  const answering = await vectorsOf(model, { texts: passages, role: 'passage', outputs, ...rest });
  const asking = await vectorsOf(model, { texts: queries, role: 'query', outputs, ...rest });
  return pairs.map((_, row) => {
    const similarity = similarityOf(asking[row] ?? {}, answering[row] ?? {});
    const hybrid = hybridScore(similarity, weights);
    return { ...similarity, ...(Number.isFinite(hybrid) ? { hybrid } : {}) };
  });
}

function similarityOf(query: TextVector, passage: TextVector): Similarity {
  const { sparse, multiVector } = query;
  return {
    dense: query.dense && passage.dense ? dot(query.dense, passage.dense) : 0,
    ...(sparse && passage.sparse && { sparse: sparseSimilarity(sparse, passage.sparse) }),
    ...(multiVector && passage.multiVector && { multiVector: multiVectorSimilarity(multiVector, passage.multiVector) }),
  };
}
