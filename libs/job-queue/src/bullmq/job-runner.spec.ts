import { logFactsHere, Logger, SilentLogger } from '@lexhop/foundation';
import { type Job, UnrecoverableError } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { jobCatalog } from '../job-catalog.js';
import { aStep, JobLog } from '../testing/queue-scene.js';
import { JobRunner } from './job-runner.js';

const aJob = (data: unknown) => ({ id: 'embed~default~12~r1~a1', data, opts: { attempts: 3 }, attemptsMade: 2 }) as Job;

describe('JobRunner', () => {
  it('gives the handlers the checked payload, and says which try it is', async () => {
    const runner = new JobRunner(new SilentLogger());
    const log = new JobLog();
    runner.handlers = log;
    await runner.run(jobCatalog.finishStep, aJob({ ...aStep(), unknown: 1 }));
    expect(log.calls[0]?.job).toEqual(aStep());
    expect(log.calls[0]?.context.tries).toBe(3);
    expect(log.calls[0]?.context.restAfter(new Error('The network is down.'))).toBeUndefined();
  });

  it('has whatever is logged within a job name the job and its build', async () => {
    const runner = new JobRunner(new SilentLogger());
    const seen: object[] = [];
    runner.handlers = {
      runBatch: async () => {},
      finishStep: async () => void seen.push(logFactsHere()),
    };
    await runner.run(jobCatalog.finishStep, aJob(aStep()));
    const { graph, number, step } = aStep();
    expect(seen).toEqual([{ job: 'embed~default~12~r1~a1', graph, build: number, step }]);
  });

  it('refuses a payload that is not of that job, and does not try it again', async () => {
    const runner = new JobRunner(new SilentLogger());
    runner.handlers = new JobLog();
    const running = runner.run(jobCatalog.runBatch, aJob(aStep()));
    await expect(running).rejects.toBeInstanceOf(UnrecoverableError);
    await expect(running).rejects.toThrow('embed~default~12~r1~a1 is no run-batch: ');
  });

  it('says the same trouble once, and how often it came when it says another', () => {
    const said: string[] = [];
    class Listening extends Logger {
      override info(): void {}
      override warn(sentence: string, facts?: object): void {
        said.push(`${sentence} ${JSON.stringify(facts)}`);
      }
      override error(): void {}
    }
    const runner = new JobRunner(new Listening());
    for (const message of ['away', 'away', 'away', 'full']) runner.report(new Error(message));
    expect(said).toEqual([
      'The job queue is in trouble: away {"timesSinceLast":1}',
      'The job queue is in trouble: full {"timesSinceLast":3}',
    ]);
  });
});
