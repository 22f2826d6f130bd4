import type { BuildStepWork } from './build-step.js';
import { compareStep } from './steps/1-compare.js';
import { draftStep } from './steps/2-draft.js';
import { embedStep } from './steps/3-embed.js';
import { matchStep } from './steps/4-match.js';
import { checkStep } from './steps/5-check.js';
import { publishStep } from './steps/6-publish.js';

/**
 * The story of a build: how statutes become a HopRAG graph.
 *
 *     1 compare   which articles are new, changed or gone since the active build
 *     2 draft     for each new one the questions that it answers (Q⁻) and those that it raises (Q⁺)
 *     3 embed     articles and questions into vectors
 *     4 match     each raised question with the answered one most like it, by keywords and by cosine: the edges;
 *                 citations and the order of articles are edges, too
 *     5 check     count everything, and say what its owner should know
 *     6 publish   into Neo4j, where there is one; then the build answers
 *
 * A step does only what is missing: it asks the books, cuts it into batches, and each batch saves its work together with
 * the step's counter. So any process may be killed anywhere, and a rebuild costs what changed. `drive-build.ts` is how the queue
 * goes along it.
 */
export const buildStory: readonly BuildStepWork[] = [
  compareStep,
  draftStep,
  embedStep,
  matchStep,
  checkStep,
  publishStep,
];
