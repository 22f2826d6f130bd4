import { type Build, embeddingSpaceId } from '@lexhop/graph-model';

/** Whether two builds' vectors may be compared. */
export function sameSpace(one: Build, other: Build): boolean {
  return !!one.space && !!other.space && embeddingSpaceId(one.space) === embeddingSpaceId(other.space);
}
