import type { Clock, Logger } from '@lexhop/foundation';
import type { EmbeddingChain } from '@lexhop/embedding';
import type { GraphStores } from '@lexhop/graph-store';
import type { JobQueue } from '@lexhop/job-queue';
import type { PublishedGraph } from '@lexhop/published-graph';
import type { NearestSearch } from '@lexhop/vectors';
import type { LanguageModel, LanguageModelSettings } from '@lexhop/language-model';
import type { RateLimiter } from '@lexhop/rate-limit';

/** Everything that builds need; `libs/engine` puts it together. */
export interface GraphBuildParts {
  readonly stores: GraphStores;
  /** Where builds are published; absent without Neo4j. */
  readonly published?: PublishedGraph | undefined;
  readonly queue: JobQueue;
  readonly embedding: EmbeddingChain;
  readonly matrices: NearestSearch;
  /** Absent where no language model is set. Then all questions come from question banks. */
  readonly drafting?: Drafting;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The language model that drafts questions where the question bank has none, and the limits of its calls. */
export interface Drafting {
  /** The bare model: builds add the rate limits, the budgets and the ledger. */
  readonly model: LanguageModel;
  readonly settings: LanguageModelSettings;
  /** Shared by all workers. */
  readonly limiter: RateLimiter;
  /** Batches at a time, of all workers together; for estimates. */
  readonly workers: number;
}
