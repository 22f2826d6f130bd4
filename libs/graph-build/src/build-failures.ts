import { asError, LexHopError } from '@lexhop/foundation';
import { type Build, type BuildFailure, type BuildWait, isCurrent, StaleRunError } from '@lexhop/graph-model';
import type { BatchJob, JobContext, StepJob } from '@lexhop/job-queue';
import type { GraphBuildParts } from './build-parts.js';

/**
 * Records in its build that a job failed. Where the job is tried again, the build waits until then, which nothing else would show. Else a batch is
 * recorded as failed, and a step that could not be finished fails the build. Where the job's run is over, nothing is recorded.
 */
export async function recordFault(
  parts: GraphBuildParts,
  job: StepJob | BatchJob,
  { thrown, context }: { readonly thrown: unknown; readonly context: JobContext },
): Promise<void> {
  const { builds } = parts.stores;
  const build = await builds.find(job);
  if (!isCurrent(build, job)) return;
  const [code, sentence] = [failureCodeOf(thrown), sentenceOf(asError(thrown))];
  const rest = context.restAfter(thrown);
  if (rest !== undefined) {
    const { since } = build.waiting ?? {};
    const waiting = waitOf(parts.clock.now(), { reason: sentence, code }, { milliseconds: rest, since });
    await unlessOver(builds.save(job, { waiting }));
    return;
  }
  const { graph, number, step } = job;
  const facts = { graph, build: number, step, code };
  if ('batch' in job) {
    const batch = job.batch.name;
    const at = parts.clock.now().toISOString();
    const failures = [{ step, batch, code, sentence, attempts: context.tries, at }];
    if (await unlessOver(builds.recordFailures(job, failures)))
      parts.logger.error(`A batch failed for good: ${asError(thrown).message}`, { ...facts, batch });
  } else {
    const failure = `Step ${step} could not be finished: ${sentence}`;
    if (await unlessOver(builds.save(job, { state: 'failed', failure, failureCode: code })))
      parts.logger.error(`Build ${number} of graph ${graph} failed: ${asError(thrown).message}`, facts);
  }
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

/** With what the owner can do about it. */
function sentenceOf(error: Error): string {
  return error instanceof LexHopError && error.hint !== undefined ? `${error.message} ${error.hint}` : error.message;
}

/** A stable code for programs; `unexpected` for errors that are not LexHop's own. */
export function failureCodeOf(thrown: unknown): string {
  return thrown instanceof LexHopError ? thrown.code : 'unexpected';
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
