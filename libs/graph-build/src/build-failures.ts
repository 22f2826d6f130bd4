import { asError, LexHopError } from '@lexhop/foundation';
import { type Build, type BuildFailure, type BuildWait, StaleRunError } from '@lexhop/graph-model';
import type { BatchJob, JobContext, StepJob } from '@lexhop/job-queue';
import type { GraphBuildParts } from './build-parts.js';

interface Fault {
  readonly thrown: unknown;
  /** Of the job that threw it. */
  readonly context: JobContext;
}

/** Records a batch that will not be tried again; a cancelled build's batches are no failures. */
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

/** Ends a build whose step could not be finished. */
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

/** Says in a build's record what it waits for: a job that failed rests and is tried again, and nothing else tells. */
export async function recordWait(parts: GraphBuildParts, job: StepJob, { thrown, context }: Fault): Promise<void> {
  const rest = context.restAfter(thrown);
  const build = rest === undefined ? undefined : await currentRun(parts, job);
  if (!build || rest === undefined) return;
  const error = asError(thrown);
  const why = { reason: sentenceOf(error), code: failureCodeOf(error) };
  const waiting = waitOf(parts.clock.now(), why, { milliseconds: rest, since: build.waiting?.since });
  await unlessOver(parts.stores.builds.save(job, { waiting }));
}

/** What a build waits for so long from now, unless it has waited since before. */
export function waitOf(
  now: Date,
  why: Pick<BuildWait, 'reason' | 'code'>,
  { milliseconds, since = now.toISOString() }: { readonly milliseconds: number; readonly since?: string | undefined },
): BuildWait {
  return { ...why, since, until: new Date(now.getTime() + milliseconds).toISOString() };
}

/** A job of a build that waited has come through. */
export async function endWait(parts: GraphBuildParts, build: Build): Promise<void> {
  if (build.waiting) await unlessOver(parts.stores.builds.save(build, { waiting: null }));
}

/** Whether it was saved: of a run that has ended meanwhile nothing need be said. */
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

/** Stable, for machines; `unexpected` for what LexHop did not raise on purpose. */
export function failureCodeOf(error: Error): string {
  return error instanceof LexHopError ? error.code : 'unexpected';
}

/** The code of an article that a language model could not draft; its record's batch is the article's id. */
export const articleNotDrafted = 'article-not-drafted';

/** So many articles without usable questions are no accident: the model is not fit, and asking on would only cost. */
const mostArticlesGivenUp = 1000;

/** After so many failed batches the provider is away, whatever the next one would find. */
const mostFailedBatches = 10;

/** Nothing but the owner can change these. */
const hopeless = new Set(['language-model-budget-spent', 'language-model-day-quota-spent', 'language-model-refused']);

/** Articles that were asked for in this run, again too, and have no usable questions. */
export function articlesGivenUp({ failures }: Build): readonly BuildFailure[] {
  return failures.filter(({ code }) => code === articleNotDrafted);
}

/** Failures that end the step; articles given up end it only where they are too many: else its end decides. */
export function failuresThatStop(build: Build): readonly BuildFailure[] {
  const ofStep = build.failures.filter(({ step }) => step === build.step);
  if (articlesGivenUp(build).length >= mostArticlesGivenUp) return ofStep;
  return ofStep.filter(({ code }) => code !== articleNotDrafted);
}

/** Whether the run has found that asking on makes no sense: batches then leave the language model alone. */
export function isDraftingStopped(build: Build): boolean {
  const stopping = failuresThatStop(build);
  return stopping.length >= mostFailedBatches || stopping.some(({ code }) => hopeless.has(code));
}
