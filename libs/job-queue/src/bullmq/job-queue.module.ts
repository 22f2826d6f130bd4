import type { Logger } from '@lexhop/foundation';
import { RateLimiter } from '@lexhop/rate-limit';
import type { PostgresServer } from '@lexhop/postgres';
import { BullModule, getFlowProducerToken, getQueueToken, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { type DynamicModule, Inject, Module, type Type } from '@nestjs/common';
import type { FlowProducer, Job, Queue } from 'bullmq';
import { type CataloguedJob, jobCatalog } from '../job-catalog.js';
import { JobQueue, type StepJob } from '../job-queue.js';
import type { RetryPolicy } from '../retry-policy.js';
import { BullJobQueue } from './bull-job-queue.js';
import { JobRunner } from './job-runner.js';
import { openPostgresConnection } from './postgres-connection.js';
import { chooseBackendByConnection, openRedisConnection, type QueueConnection } from './queue-connection.js';

/** The names of the queues in BullMQ, for tools that show BullMQ's queues. */
export function queueNames(prefix = 'lexhop'): Readonly<Record<'steps' | 'batches', string>> {
  return { steps: `${prefix}-steps`, batches: `${prefix}-batches` };
}

/** Options of a job queue, on Postgres or on Redis. */
interface JobQueueOptions {
  readonly logger: Logger;
  /** A worker that gives no sign of life for this long counts as dead, and its jobs go to others; 30,000 by default. */
  readonly lockMilliseconds?: number;
  /** Replaces the tries and delays of the catalogue, for every job. */
  readonly retry?: RetryPolicy;
  /** Prefix of the queues' names; `lexhop` by default. */
  readonly prefix?: string;
}

/** Provides the JobQueue on BullMQ, and the RateLimiter of the same connection. The connection is open before the module is made, and is closed with the queue. */
@Module({})
export class JobQueueModule {
  /** Keeps the jobs in a database of a Postgres server, for any number of processes. Rejects with a StoreUnavailableError if it does not answer. */
  static async postgres(options: JobQueueOptions & { readonly server: PostgresServer }): Promise<DynamicModule> {
    return JobQueueModule.on(await openPostgresConnection(options.server, options.logger), options);
  }

  /** Keeps the jobs in Redis, for any number of processes. Rejects with a SettingError if it does not answer. */
  static async redis(options: JobQueueOptions & { readonly url: string }): Promise<DynamicModule> {
    return JobQueueModule.on(await openRedisConnection(options.url), options);
  }

  /** Keeps the jobs on a connection that is open already. */
  static on(connection: QueueConnection, options: JobQueueOptions): DynamicModule {
    chooseBackendByConnection();
    const prefix = options.prefix ?? 'lexhop';
    const { steps, batches } = queueNames(prefix);
    const flows = `${prefix}-flows`;
    const queues = [steps, batches];
    const worker = workerOptions(connection, options);
    const processors = [
      processorOf(jobCatalog.finishStep, steps, worker),
      processorOf(jobCatalog.runBatch, batches, worker),
    ];
    const bull = [
      BullModule.forRoot(prefix, { connection: connection.producers }),
      BullModule.registerQueue(...queues.map((name) => ({ name, configKey: prefix }))),
      BullModule.registerFlowProducer({ name: flows, configKey: prefix }),
    ];
    const open = (runner: JobRunner, flows: FlowProducer, ...rest: [Queue, Queue, WorkerHost, WorkerHost]) => {
      const [steps, batches, ...hosts] = rest;
      return BullJobQueue.open({ connection, steps, batches, flows, runner, processors: hosts, retry: options.retry });
    };
    const inject = [JobRunner, getFlowProducerToken(flows), ...queues.map(getQueueToken), ...processors];
    return {
      module: JobQueueModule,
      imports: bull,
      providers: [
        { provide: JobRunner, useFactory: () => new JobRunner(options.logger, options.retry) },
        ...processors,
        { provide: JobQueue, useFactory: open, inject },
        { provide: RateLimiter, useValue: connection.limiter },
      ],
      exports: [JobQueue, RateLimiter, ...bull],
    };
  }
}

function workerOptions(connection: QueueConnection, options: JobQueueOptions): QueueWorkerOptions {
  const lockDuration = options.lockMilliseconds ?? 30_000;
  return {
    connection: connection.workers,
    // Workers start with `work`, and end when it is stopped.
    autorun: false,
    // After Redis was away, a worker tries again after a second, not after the fifteen seconds that BullMQ would wait.
    runRetryDelay: 1000,
    lockDuration,
    stalledInterval: lockDuration / 2,
    // BullMQ would fail a job whose workers have died. The build decides about such a batch itself.
    maxStalledCount: 1000,
  };
}

/** The options of a worker, as `@Processor` takes them. */
type QueueWorkerOptions = Parameters<typeof Processor>[1];

/** Makes the class that processes one kind of job. Each kind needs its own, because `@Processor` takes the queue and the options as constants. */
function processorOf<Payload extends StepJob>(
  entry: CataloguedJob<Payload>,
  queue: string,
  options: QueueWorkerOptions,
): Type<WorkerHost> {
  @Processor(queue, options)
  class QueueProcessor extends WorkerHost {
    constructor(@Inject(JobRunner) private readonly runner: JobRunner) {
      super();
    }

    override process(job: Job, token?: string): Promise<void> {
      return this.runner.run(entry, job, token);
    }

    @OnWorkerEvent('error')
    report(error: Error): void {
      this.runner.report(error);
    }
  }
  return QueueProcessor;
}
