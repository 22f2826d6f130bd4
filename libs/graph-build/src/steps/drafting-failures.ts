import type { Build, BuildFailure } from '@lexhop/graph-model';

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

/** Failures that end the step; of articles given up only too many do, the others are settled at its end. */
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
