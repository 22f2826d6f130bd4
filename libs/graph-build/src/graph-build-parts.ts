import type { Clock, Logger } from '@lexhop/foundation';
import type { EmbeddingChain } from '@lexhop/embedding';
import type { GraphStores } from '@lexhop/graph-store';
import type { JobQueue } from '@lexhop/job-queue';
import type { NearestSearch } from '@lexhop/vectors';

/** What builds are made with; the apps put it together. */
export interface GraphBuildParts {
  readonly stores: GraphStores;
  readonly queue: JobQueue;
  readonly embedding: EmbeddingChain;
  readonly matrices: NearestSearch;
  readonly clock: Clock;
  readonly logger: Logger;
}
