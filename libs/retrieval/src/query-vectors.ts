import type { EmbeddingModel } from '@lexhop/embedding';
import { oncePerKey } from '@lexhop/foundation';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import { QuerySpaceError } from './errors.js';

/** What a query is compared with: articles (`query`) or incoming questions (`question`). */
export type QueryRole = 'query' | 'question';

export type QueryVectors = Partial<Readonly<Record<QueryRole, Float32Array>>>;

/**
 * Embeds texts in a build's space for the given roles; the vectors come in the order of the texts. Only modes that compare vectors call it.
 * Rejects with a QuerySpaceError where it can't embed in that space.
 */
export type QueryEmbedder = (
  texts: readonly string[],
  space: EmbeddingSpace,
  roles: readonly QueryRole[],
) => Promise<readonly QueryVectors[]>;

/** A query embedder that uses one model. It makes one call for each role, or one call in all where the model prepares the texts alike for both. */
export function queryEmbedderOf(model: Pick<EmbeddingModel, 'space' | 'prepare' | 'embed'>): QueryEmbedder {
  return async (texts, space, roles) => {
    if (embeddingSpaceId(model.space) !== embeddingSpaceId(space)) throw new QuerySpaceError(space, model.space);
    const { dimensions } = space;
    const calls = new Map<string, Promise<Float32Array>>();
    const byRole = await Promise.all(
      roles.map(async (role) => {
        const prepared = texts.map((text) => model.prepare(text, role)).join('\n');
        return [role, await oncePerKey(calls, prepared, () => model.embed(texts, role))] as const;
      }),
    );
    return texts.map((_, row) =>
      Object.fromEntries(
        byRole.map(([role, rows]) => [role, rows.slice(row * dimensions, (row + 1) * dimensions)] as const),
      ),
    );
  };
}

/** The mean of several vectors, of unit length, for each role. A role that one of them lacks is absent. */
export function averageOf(vectors: readonly QueryVectors[]): QueryVectors {
  const [first = {}] = vectors;
  const roles = (Object.keys(first) as QueryRole[]).filter((role) => vectors.every((each) => each[role]));
  return Object.fromEntries(roles.map((role) => [role, middleOf(vectors.flatMap((each) => each[role] ?? []))]));
}

function middleOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors)
    for (let place = 0; place < sum.length; place++) sum[place] = (sum[place] ?? 0) + (vector[place] ?? 0);
  const length = Math.hypot(...sum) || 1;
  return Float32Array.from(sum, (value) => value / length);
}
