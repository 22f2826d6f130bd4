import {
  defaultHybridWeights,
  denseSimilarity,
  hybridScore,
  type HybridWeights,
  multiVectorSimilarity,
  type Similarity,
  sparseSimilarity,
} from '../bge/similarity.js';
import type { EmbeddingModel } from '../embedding-model.js';
import { outputsOfModel, type TextVector, vectorsOf } from './vectors-of.js';

/** A query and a passage that may answer it. */
export interface TextPair {
  readonly query: string;
  readonly passage: string;
}

/** Every similarity that the model has, and their weighted mean; the mean is absent where all that is there weighs 0. */
export interface ComparedPair extends Similarity {
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
