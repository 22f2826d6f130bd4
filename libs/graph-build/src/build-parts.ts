import type { Clock, Logger } from '@lexhop/foundation';
import type { EmbeddingChain } from '@lexhop/embedding';
import type { GraphStores } from '@lexhop/graph-store';
import type { JobQueue } from '@lexhop/job-queue';
import type { PublishedGraph } from '@lexhop/published-graph';
import type { NearestSearch } from '@lexhop/vectors';
import type { LanguageModel, LanguageModelSettings } from '@lexhop/language-model';
import type { RateLimiter } from '@lexhop/rate-limit';

/** What builds are made with; the apps put it together. */
export interface GraphBuildParts {
  readonly stores: GraphStores;
  /** Where builds are published; absent without Neo4j. */
  readonly published?: PublishedGraph | undefined;
  readonly queue: JobQueue;
  readonly embedding: EmbeddingChain;
  readonly matrices: NearestSearch;
  /** Absent where no language model is set: then only the question bank drafts. */
  readonly drafting?: Drafting;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Who drafts the questions of articles that the question bank does not cover, and what the calls are held to. */
export interface Drafting {
  /** As it is: builds put it under the rate limits, budgets and the ledger themselves. */
  readonly model: LanguageModel;
  readonly settings: LanguageModelSettings;
  /** Shared by all workers. */
  readonly limiter: RateLimiter;
  /** Batches at a time, of all workers together; for estimates. */
  readonly workers: number;
}
