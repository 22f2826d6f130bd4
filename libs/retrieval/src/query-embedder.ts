import type { EmbeddingModel } from '@lexhop/embedding';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import { QuerySpaceError } from './errors.js';

/** What a query is compared with: articles (`query`) or incoming questions (`question`). */
export type QueryRole = 'query' | 'question';

export type QueryVectors = Partial<Readonly<Record<QueryRole, Float32Array>>>;

/**
 * Embeds a query in a build's space for the roles asked; called only by modes that compare vectors.
 * Rejects with a QuerySpaceError rather than give vectors of another space.
 */
export type QueryEmbedder = (
  query: string,
  space: EmbeddingSpace,
  roles: readonly QueryRole[],
) => Promise<QueryVectors>;

/** Embeds queries with one model; roles that it prepares alike cost one call. */
export function queryEmbedderOf(model: Pick<EmbeddingModel, 'space' | 'prepare' | 'embed'>): QueryEmbedder {
  return async (query, space, roles) => {
    if (embeddingSpaceId(model.space) !== embeddingSpaceId(space)) throw new QuerySpaceError(space, model.space);
    const vectors = new Map<string, Promise<Float32Array>>();
    const byRole = roles.map(async (role) => {
      const prepared = model.prepare(query, role);
      const vector = vectors.get(prepared) ?? model.embed([query], role);
      vectors.set(prepared, vector);
      return [role, await vector] as const;
    });
    return Object.fromEntries(await Promise.all(byRole));
  };
}
