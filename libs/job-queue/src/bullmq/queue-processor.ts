import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type Type } from '@nestjs/common';
import type { Job } from 'bullmq';
import type { CataloguedJob } from '../job-catalog.js';
import type { StepJob } from '../job-queue.js';
import { JobRunner } from './job-runner.js';

/** How a worker works, as `@Processor` takes it. */
export type QueueWorkerOptions = Parameters<typeof Processor>[1];

/** The processor of one kind of job: a class for each, since `@Processor` takes its queue and worker as constants. */
export function processorOf<Payload extends StepJob>(
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
