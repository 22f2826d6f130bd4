import type { EmbeddingChainStatus } from '@lexhop/embedding';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import type { GraphVersions } from '@lexhop/graph-store';

/** Which embedding answers: that of the default graph's active build, in whose space queries are, or what the chain chose. */
export interface EmbeddingInUse {
  readonly from: 'chain' | 'active-build';
  readonly spaceId: string;
  readonly provider: string;
  readonly model: string;
  readonly semantic: boolean;
}

/** The embedding in use; undefined where graph `default` has no active build with vectors and nothing was chosen since the start. */
export async function embeddingInUse(
  { inUse, models }: EmbeddingChainStatus,
  versions: Pick<GraphVersions, 'active'>,
): Promise<EmbeddingInUse | undefined> {
  const built = (await versions.active('default'))?.space;
  if (built) return presentSpace('active-build', built);
  const chosen = models.find(({ name }) => name === inUse)?.space;
  return chosen && presentSpace('chain', chosen);
}

function presentSpace(from: EmbeddingInUse['from'], space: EmbeddingSpace): EmbeddingInUse {
  const { provider, model, semantic } = space;
  return { from, spaceId: embeddingSpaceId(space), provider, model, semantic };
}
