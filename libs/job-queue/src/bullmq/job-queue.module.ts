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

/** The names of BullMQ's queues, for whoever looks at them with BullMQ's own tools. */
export function queueNames(prefix = 'lexhop'): Readonly<Record<'steps' | 'batches', string>> {
  return { steps: `${prefix}-steps`, batches: `${prefix}-batches` };
}

/** Options of a job queue, on Postgres and on Redis alike. */
interface JobQueueOptions {
  readonly logger: Logger;
  /** Without a sign of life for this long, a worker counts as dead and its jobs go to others; 30,000 by default. */
  readonly lockMilliseconds?: number;
  /** Replaces the catalogue's tries and delays, for every job. */
  readonly retry?: RetryPolicy;
  /** Prefix of the queues' names; `lexhop` by default. */
  readonly prefix?: string;
}

/** Provides JobQueue, on BullMQ, and the RateLimiter of the same connection. The connection is opened before the module is made, and closed with the queue. */
@Module({})
export class JobQueueModule {
  /** Jobs in a database of a Postgres server, shared by any number of processes. Rejects with a StoreUnavailableError when it does not answer. */
  static async postgres(options: JobQueueOptions & { readonly server: PostgresServer }): Promise<DynamicModule> {
    return JobQueueModule.on(await openPostgresConnection(options.server, options.logger), options);
  }

  /** Jobs in Redis, shared by any number of processes. Rejects with a SettingError when it does not answer. */
  static async redis(options: JobQueueOptions & { readonly url: string }): Promise<DynamicModule> {
    return JobQueueModule.on(await openRedisConnection(options.url), options);
  }

  /** Jobs on a connection that is open. */
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
    // Tries again soon after Redis was away, not only after BullMQ's fifteen seconds.
    runRetryDelay: 1000,
    lockDuration,
    stalledInterval: lockDuration / 2,
    // A batch is not to blame for the workers that died on it; what it fails with is counted in its tries.
    maxStalledCount: 1000,
  };
}

/** How a worker works, as `@Processor` takes it. */
type QueueWorkerOptions = Parameters<typeof Processor>[1];

/** The processor of one kind of job: a class for each, since `@Processor` takes its queue and worker as constants. */
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
