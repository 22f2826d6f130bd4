import { type Build, type BuildStep, isCurrent, standsAt } from '@lexhop/graph-model';
import type { Batch, JobContext, JobHandlers, StepJob } from '@lexhop/job-queue';
import { graphBuildSteps } from './build-graph.js';
import { endWait, failuresThatStop, recordFault } from './build-failures.js';
import { type BuildContext, type BuildStepWork, nothingMissing, type StepPlan } from './build-step.js';
import type { GraphBuildParts } from './build-parts.js';
import { DeathWatch } from './death-watch.js';
import { RunCache } from './run-cache.js';

/** What the queue's jobs do: they take a build through the steps of `build-graph.ts`. A job of an older run, step or attempt does nothing. */
export function buildHandlers(parts: GraphBuildParts, cache: RunCache): JobHandlers {
  const deaths = new DeathWatch(parts.stores.begun);
  /** Does the work of a job, and records in its build how it went. */
  const doing = async (job: StepJob, batch: Batch, jobContext: JobContext, work: Work) => {
    const { signal } = jobContext;
    const build = await parts.stores.builds.find(job);
    if (!isCurrent(build, job) || !standsAt(build, job)) return;
    try {
      await deaths.watch({ job, batch, signal }, () => work({ parts, cache, run: job, build, signal }, batch));
      await endWait(parts, build);
    } catch (thrown) {
      await recordFault(parts, job, { thrown, context: jobContext });
      throw thrown;
    }
  };
  return {
    runBatch: (job, context) => doing(job, job.batch, context, runBatch),
    finishStep: (job, context) => {
      // The batches of this step have ended, so what they shared in memory is no longer needed, and it is large.
      cache.forget(job);
      return doing(job, finishing, context, finishOrGoOn);
    },
  };
}

type Work = (context: BuildContext, batch: Batch) => Promise<void>;

/** Stands for the finishing of a step where a batch is asked for. */
const finishing: Batch = { name: 'finish', kind: 'finish', from: '', to: '' };

async function runBatch(context: BuildContext, batch: Batch): Promise<void> {
  const { name, batches } = workOf(context.build.step);
  const work = batches?.[batch.kind];
  if (!work) throw new Error(`Step ${name} has no batches of kind ${batch.kind}.`);
  await work(context, batch);
}

async function finishOrGoOn(context: BuildContext): Promise<void> {
  const step = workOf(context.build.step);
  await step.afterBatches?.(context);
  const plan = await planOf(step, context);
  if (plan.batches.length > 0) return goOnOrFail(context, plan);
  await step.finish?.(context);
  const next = graphBuildSteps[graphBuildSteps.indexOf(step) + 1];
  if (!next) return;
  const entering = { ...context, build: await freshBuild(context) };
  await enqueue(entering, next, { plan: await planOf(next, entering), attempt: 1 });
}

/** Puts a build's current step on the queue, as its next attempt: at its beginning, and after a crash, a lost queue or a retry. */
export async function resumeStep(
  parts: GraphBuildParts,
  build: Build,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const run = { graph: build.graph, number: build.number, run: build.run };
  const context: BuildContext = { parts, cache: new RunCache(), run, build, signal };
  const step = workOf(build.step);
  await enqueue(context, step, { plan: await planOf(step, context), attempt: build.attempt + 1 });
}

/** Something is still missing. Where a failure is recorded, the build fails; else the step gets another round of batches. */
async function goOnOrFail(context: BuildContext, plan: StepPlan): Promise<void> {
  const { parts, run } = context;
  const build = await freshBuild(context);
  const failures = failuresThatStop(build);
  if (failures.length === 0) return enqueue(context, workOf(build.step), { plan, attempt: build.attempt + 1 });
  const first = failures[0];
  const failure =
    `Step ${build.step} is not whole: ${failures.length} failures are recorded and ${plan.missing} items are missing. ` +
    `The first failure: ${first?.sentence ?? 'unknown'} Retry goes on with what is missing.`;
  await parts.stores.builds.save(run, { state: 'failed', failure, failureCode: 'step-not-whole' });
}

async function planOf(step: BuildStepWork, context: BuildContext): Promise<StepPlan> {
  return (await step.plan?.(context)) ?? nothingMissing;
}

async function enqueue(
  { parts, run, build }: BuildContext,
  step: BuildStepWork,
  { plan, attempt }: { readonly plan: StepPlan; readonly attempt: number },
): Promise<void> {
  const now = parts.clock.now().toISOString();
  const { done = 0, startedAt = now } = build.progress[step.name] ?? {};
  const entered = await parts.stores.builds.saveAt(run, build, {
    step: step.name,
    attempt,
    progress: { [step.name]: { total: done + plan.missing, done, startedAt, resumedAt: now, doneBefore: done } },
  });
  // Planning takes time. Another process may have resumed the build meanwhile, and its jobs may be steps ahead.
  if (!entered) return;
  await parts.queue.enqueueStep({ ...run, step: step.name, attempt }, plan.batches);
}

async function freshBuild({ parts, run, build }: BuildContext): Promise<Build> {
  return (await parts.stores.builds.find(run)) ?? build;
}

function workOf(name: BuildStep): BuildStepWork {
  const step = graphBuildSteps.find((work) => work.name === name);
  if (!step) throw new Error(`No step is named ${name}.`);
  return step;
}
