import type { EmbeddingModel, LexicalWeights, MultiVector } from './embedding-model.js';
import { outputsOfModel, type TextVector, vectorsOf } from './vectors-of-texts.js';

/** How much each score counts. */
interface HybridWeights {
  readonly dense: number;
  readonly sparse: number;
  readonly multiVector: number;
}

/** The weights of the model's authors. */
const defaultHybridWeights: HybridWeights = { dense: 0.4, sparse: 0.2, multiVector: 0.4 };

/** The similarity of two texts in each way; a way that the model does not have is absent. */
interface Similarity {
  readonly dense: number;
  readonly sparse?: number;
  readonly multiVector?: number;
}

/** Cosine of two unit vectors. */
export function denseSimilarity(query: Float32Array, passage: Float32Array): number {
  let sum = 0;
  for (let place = 0; place < query.length; place++) sum += (query[place] ?? 0) * (passage[place] ?? 0);
  return sum;
}

/** Sum over the tokens that both have of the products of their weights. */
export function sparseSimilarity(query: LexicalWeights, passage: LexicalWeights): number {
  let sum = 0;
  for (const [token, weight] of query) sum += weight * (passage.get(token) ?? 0);
  return sum;
}

/** Mean over the query's vectors of the cosine to the most similar of the passage's. Not symmetric. */
export function multiVectorSimilarity(query: MultiVector, passage: MultiVector): number {
  const { dimensions } = query;
  const rows = query.values.length / dimensions;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    sum += bestCosine(query.values.subarray(row * dimensions, (row + 1) * dimensions), passage);
  }
  return sum / rows;
}

/** The weighted mean of the scores that are there: missing ones count neither above nor below the line. */
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
    best = Math.max(best, denseSimilarity(vector, passage.values.subarray(start, start + passage.dimensions)));
  }
  return best;
}

/** A query and a passage that may answer it. */
interface TextPair {
  readonly query: string;
  readonly passage: string;
}

/** Every similarity that the model has, and their weighted mean; the mean is absent where all that is there weighs 0. */
interface ComparedPair extends Similarity {
  readonly hybrid?: number;
}

/** How similar the texts of each pair are, in every way that the model has, in order. Rejects as the model does. */
export async function comparePairs(
  model: EmbeddingModel,
  pairs: readonly TextPair[],
  options: { readonly weights?: HybridWeights; readonly signal?: AbortSignal } = {},
): Promise<readonly ComparedPair[]> {
  const { weights = defaultHybridWeights, ...rest } = options;
  const outputs = outputsOfModel(model);
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
  return {
    dense: denseSimilarity(query.dense ?? new Float32Array(), passage.dense ?? new Float32Array()),
    ...(query.sparse && passage.sparse ? { sparse: sparseSimilarity(query.sparse, passage.sparse) } : {}),
    ...(query.multiVector && passage.multiVector
      ? { multiVector: multiVectorSimilarity(query.multiVector, passage.multiVector) }
      : {}),
  };
}
