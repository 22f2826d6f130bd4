import type { BuildReference } from '@lexhop/graph-model';

/** The key of a build's node. */
export function buildKey({ graph, number }: BuildReference): string {
  return `${graph}/${number}`;
}
