import type { Build, BuildStep } from '@lexhop/graph-model';
import type { BatchJob, JobContext, JobHandlers, StepJob } from '@lexhop/job-queue';
import type { BuildContext, BuildStepWork, StepPlan } from './build-step.js';
import { failBuild, recordBatchFailure } from './build-failures.js';
import type { GraphBuildParts } from './graph-build-parts.js';
import { compareStep } from './steps/1-compare.js';
import { draftStep } from './steps/2-draft.js';
import { embedStep } from './steps/3-embed.js';
import { matchStep } from './steps/4-match.js';
import { checkStep } from './steps/5-check.js';
import { publishStep } from './steps/6-publish.js';
import { failuresThatStop } from './steps/drafting-failures.js';
import { forgetRun } from './steps/per-run.js';

/** The story of a build, in order. */
export const buildStory: readonly BuildStepWork[] = [
  compareStep,
  draftStep,
  embedStep,
  matchStep,
  checkStep,
  publishStep,
];

/**
 * How the queue makes a build: the batches of a step run in any order, on any worker; then its finish looks at what is
 * still missing and enters the next step, or ends the build as failed. Jobs of an older run or attempt do nothing.
 */
export function buildHandlers(parts: GraphBuildParts): JobHandlers {
  return {
    runBatch: (job, context) => runBatch(parts, job, context),
    finishStep: (job, context) => finishStep(parts, job, context),
  };
}

async function runBatch(parts: GraphBuildParts, job: BatchJob, context: JobContext): Promise<void> {
  const build = await currentBuild(parts, job);
  if (!build) return;
  try {
    await workOf(job.step).runBatch({ parts, run: job, build, signal: context.signal }, job.batch);
  } catch (thrown) {
    await recordBatchFailure(parts, job, { thrown, context });
    throw thrown;
  }
}

async function finishStep(parts: GraphBuildParts, job: StepJob, jobContext: JobContext): Promise<void> {
  // Its batches have ended, and with a finish every run ends that is not cancelled; what they shared is large.
  forgetRun({ parts, run: job });
  const build = await currentBuild(parts, job);
  if (!build) return;
  const context: BuildContext = { parts, run: job, build, signal: jobContext.signal };
  try {
    const step = workOf(job.step);
    await step.settle?.(context);
    const plan = await step.plan(context);
    if (plan.batches.length > 0) return await goOnOrFail(context, plan);
    await step.finish(context);
    const next = buildStory[buildStory.indexOf(step) + 1];
    if (next) await enterStep({ ...context, build: await freshBuild(context) }, next);
  } catch (thrown) {
    await failBuild(parts, job, { thrown, context: jobContext });
    throw thrown;
  }
}

/** Puts a build's current step on the queue again: after a crash, a lost queue, or for a second round of batches. */
export async function resumeStep(parts: GraphBuildParts, build: Build, signal: AbortSignal): Promise<void> {
  const run = { graph: build.graph, number: build.number, run: build.run };
  const context: BuildContext = { parts, run, build, signal };
  const step = workOf(build.step);
  await enqueue(context, step, { plan: await step.plan(context), attempt: build.attempt + 1 });
}

/** Batches that ended without an error but left something missing get another round; recorded failures end the build. */
async function goOnOrFail(context: BuildContext, plan: StepPlan): Promise<void> {
  const { parts, run } = context;
  const build = await freshBuild(context);
  const failures = failuresThatStop(build);
  if (failures.length === 0) return enqueue(context, workOf(build.step), { plan, attempt: build.attempt + 1 });
  const first = failures[0];
  const failure =
    `Step ${build.step} is not whole: ${failures.length} failures are recorded and ${plan.missing} items are missing. ` +
    `The first failure: ${first?.sentence ?? 'unknown'} Retry goes on with what is missing.`;
  await parts.stores.builds.save(run, { state: 'failed', failure });
}

async function enterStep(context: BuildContext, step: BuildStepWork): Promise<void> {
  await enqueue(context, step, { plan: await step.plan(context), attempt: 1 });
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
  // A plan takes its time: another process may have put the build on meanwhile, and its jobs may be steps ahead.
  if (!entered) return;
  await parts.queue.enqueueStep({ ...run, step: step.name, attempt }, plan.batches);
}

/** The build of a job, or undefined when the job belongs to an older run, step or attempt. */
async function currentBuild(parts: GraphBuildParts, job: StepJob): Promise<Build | undefined> {
  const build = await parts.stores.builds.find(job);
  const isCurrent =
    build?.state === 'running' && build.run === job.run && build.step === job.step && build.attempt === job.attempt;
  return isCurrent ? build : undefined;
}

async function freshBuild({ parts, run, build }: BuildContext): Promise<Build> {
  return (await parts.stores.builds.find(run)) ?? build;
}

function workOf(name: BuildStep): BuildStepWork {
  const step = buildStory.find((work) => work.name === name);
  if (!step) throw new Error(`No step is named ${name}.`);
  return step;
}
