import type { EmbeddingChainStatus } from '@lexhop/embedding';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import type { GraphVersions } from '@lexhop/graph-store';

/** Which embedding answers, and how that is known: chosen since the start, or that of the default graph's active build. */
export interface EmbeddingInUse {
  readonly from: 'chain' | 'active-build';
  readonly spaceId: string;
  readonly provider: string;
  readonly model: string;
  readonly semantic: boolean;
}

/** The embedding in use; undefined where nothing was chosen since the start and graph `default` has no build with vectors. */
export async function embeddingInUse(
  { inUse, models }: EmbeddingChainStatus,
  versions: Pick<GraphVersions, 'active'>,
): Promise<EmbeddingInUse | undefined> {
  const chosen = models.find(({ name }) => name === inUse)?.space;
  if (chosen) return presentSpace('chain', chosen);
  const space = (await versions.active('default'))?.space;
  return space && presentSpace('active-build', space);
}

function presentSpace(from: EmbeddingInUse['from'], space: EmbeddingSpace): EmbeddingInUse {
  const { provider, model, semantic } = space;
  return { from, spaceId: embeddingSpaceId(space), provider, model, semantic };
}
