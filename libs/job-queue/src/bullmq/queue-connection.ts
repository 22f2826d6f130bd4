import type { RateLimiter } from '@lexhop/rate-limit';
import type { ConnectionOptions } from 'bullmq';

/** What BullMQ stands on: Redis, or a database of our own. */
export interface QueueConnection {
  /** For queues and flows: a call fails soon when the other side is away. */
  readonly producers: ConnectionOptions;
  /** For workers: they wait until it is back. */
  readonly workers: ConnectionOptions;
  /** Whether no other process has it: then jobs that run as it is opened are those of a dead one. */
  readonly exclusive: boolean;
  /** For all who know this Redis or this database. */
  readonly limiter: RateLimiter;
  close(): Promise<void>;
}
