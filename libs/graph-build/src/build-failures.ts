import { asError, LexHopError } from '@lexhop/foundation';
import { type Build, type BuildFailure, type BuildWait, StaleRunError } from '@lexhop/graph-model';
import type { BatchJob, JobContext, StepJob } from '@lexhop/job-queue';
import type { GraphBuildParts } from './build-parts.js';

interface Fault {
  readonly thrown: unknown;
  /** Of the job that threw it. */
  readonly context: JobContext;
}

/** Records the failure of a batch that will not be tried again. Batches of a cancelled build are no failures. */
export async function recordBatchFailure(
  parts: GraphBuildParts,
  job: BatchJob,
  { thrown, context }: Fault,
): Promise<void> {
  if (context.restAfter(thrown) !== undefined || (await isNotCurrent(parts, job))) return;
  const error = asError(thrown);
  await parts.stores.builds.recordFailures(job, [
    {
      step: job.step,
      batch: job.batch.name,
      code: failureCodeOf(error),
      sentence: sentenceOf(error),
      attempts: context.tries,
      at: parts.clock.now().toISOString(),
    },
  ]);
  parts.logger.error(`A batch failed for good: ${error.message}`, {
    graph: job.graph,
    build: job.number,
    step: job.step,
    batch: job.batch.name,
    code: failureCodeOf(error),
  });
}

/** Sets a build to `failed` because its step could not be finished, unless the job will be tried again or its run is over. */
export async function failBuild(parts: GraphBuildParts, job: StepJob, { thrown, context }: Fault): Promise<void> {
  if (context.restAfter(thrown) !== undefined || (await isNotCurrent(parts, job))) return;
  const error = asError(thrown);
  await parts.stores.builds.save(job, {
    state: 'failed',
    failure: `Step ${job.step} could not be finished: ${sentenceOf(error)}`,
    failureCode: failureCodeOf(error),
  });
  const facts = { graph: job.graph, build: job.number, step: job.step, code: failureCodeOf(error) };
  parts.logger.error(`Build ${job.number} of graph ${job.graph} failed: ${error.message}`, facts);
}

/** Records what a build waits for: a job that failed pauses before its next try, and nothing else would show that. */
export async function recordWait(parts: GraphBuildParts, job: StepJob, { thrown, context }: Fault): Promise<void> {
  const rest = context.restAfter(thrown);
  const build = rest === undefined ? undefined : await currentRun(parts, job);
  if (!build || rest === undefined) return;
  const error = asError(thrown);
  const why = { reason: sentenceOf(error), code: failureCodeOf(error) };
  const waiting = waitOf(parts.clock.now(), why, { milliseconds: rest, since: build.waiting?.since });
  await unlessOver(parts.stores.builds.save(job, { waiting }));
}

/** The record of a wait that lasts so long from `now`; where the build waits already, `since` stays the same. */
export function waitOf(
  now: Date,
  why: Pick<BuildWait, 'reason' | 'code'>,
  { milliseconds, since = now.toISOString() }: { readonly milliseconds: number; readonly since?: string | undefined },
): BuildWait {
  return { ...why, since, until: new Date(now.getTime() + milliseconds).toISOString() };
}

/** Clears the wait of a build, because one of its jobs has succeeded. */
export async function endWait(parts: GraphBuildParts, build: Build): Promise<void> {
  if (build.waiting) await unlessOver(parts.stores.builds.save(build, { waiting: null }));
}

/** Whether it was saved; false, and no error, where the run has ended meanwhile. */
export async function unlessOver(saved: Promise<unknown>): Promise<boolean> {
  return saved.then(
    () => true,
    (thrown: unknown) => {
      if (thrown instanceof StaleRunError) return false;
      throw thrown;
    },
  );
}

async function isNotCurrent(parts: GraphBuildParts, job: StepJob): Promise<boolean> {
  return (await currentRun(parts, job)) === undefined;
}

async function currentRun(parts: GraphBuildParts, job: StepJob): Promise<Build | undefined> {
  const build = await parts.stores.builds.find(job);
  return build?.state === 'running' && build.run === job.run ? build : undefined;
}

/** With what the owner can do about it. */
function sentenceOf(error: Error): string {
  return error instanceof LexHopError && error.hint !== undefined ? `${error.message} ${error.hint}` : error.message;
}

/** A stable code for programs; `unexpected` for errors that are not LexHop's own. */
export function failureCodeOf(error: Error): string {
  return error instanceof LexHopError ? error.code : 'unexpected';
}

/** The code of an article that a language model could not draft; its record's batch is the article's id. */
export const articleNotDrafted = 'article-not-drafted';

/** So many articles without usable questions are no accident: the model is not good enough, and more calls would only cost money. */
const mostArticlesGivenUp = 1000;

/** After so many failed batches the provider is considered away. */
const mostFailedBatches = 10;

/** Only the graph's owner can repair these. */
const hopeless = new Set(['language-model-budget-spent', 'language-model-day-quota-spent', 'language-model-refused']);

/** Articles that the language model was asked for in this run, with a repeat, and that still have no usable questions. */
export function articlesGivenUp({ failures }: Build): readonly BuildFailure[] {
  return failures.filter(({ code }) => code === articleNotDrafted);
}

/** Failures that end the step. Articles that were given up do so only where they are too many; else `refuseUndrafted` decides at the end of the step. */
export function failuresThatStop(build: Build): readonly BuildFailure[] {
  const ofStep = build.failures.filter(({ step }) => step === build.step);
  if (articlesGivenUp(build).length >= mostArticlesGivenUp) return ofStep;
  return ofStep.filter(({ code }) => code !== articleNotDrafted);
}

/** Whether this run has found that more calls make no sense. Then batches do not call the language model. */
export function isDraftingStopped(build: Build): boolean {
  const stopping = failuresThatStop(build);
  return stopping.length >= mostFailedBatches || stopping.some(({ code }) => hopeless.has(code));
}
