import type { BuildStepWork } from './build-step.js';
import { compareArticles } from './steps/1-compare.js';
import { draftArticles, planDrafts, refuseUndrafted } from './steps/2-draft.js';
import { recordLedger } from './steps/draft-by-language-model.js';
import { embedTexts, planVectors } from './steps/3-embed.js';
import { chooseEmbedding } from './steps/choose-embedding.js';
import { planMatches } from './steps/4-match.js';
import { drawTextEdges } from './steps/draw-text-edges.js';
import { matchQuestions } from './steps/match-questions.js';
import { selectQuestionEdges } from './steps/select-question-edges.js';
import { checkBuild } from './steps/5-check.js';
import { activateBuild, planPublishing, publishRows } from './steps/6-publish.js';

/**
 * How statutes become a HopRAG graph: the six steps of a build, in order.
 *
 *     1 compare   which articles are new, changed or gone since the active build
 *     2 draft     for each new article, the questions that it answers (Q⁻, incoming) and those that it raises (Q⁺, outgoing)
 *     3 embed     articles and questions into vectors
 *     4 match     each outgoing question with the most similar incoming one, by keywords and by cosine: question edges;
 *                 and the edges that need no questions: those that the law's words state, and the hierarchy
 *     5 check     count everything, and warn of what the graph's owner should know
 *     6 publish   into Neo4j, where there is one; then the build becomes the active one, which answers
 *
 * A step's `plan` asks the books (Postgres) what is missing and cuts it into batches. A batch does its part and saves the
 * result and the step's counter in one transaction. So any process may be killed at any time, and a rebuild costs only
 * what changed. `drive-build.ts` turns this into queue jobs: one for each batch, and one that finishes the step.
 *
 *     one batch:   does it belong to the current run? ─► the function for its kind ─► done
 *                                                           └─ throws ─► tried again later; the build records what it waits for
 *                                                                    └─► after the last try: the build records a failure
 *
 *     one finish:  (all batches of the step have ended) ─► afterBatches ─► plan: is anything missing?
 *                     ├─ yes, and failures are recorded ─► the build has failed
 *                     ├─ yes, without failures ─► the step goes on the queue again, attempt + 1
 *                     └─ no ──► finish ─► plan the next step ─► its batches go on the queue
 */
export const graphBuildSteps: readonly BuildStepWork[] = [
  { name: 'compare', finish: compareArticles },
  {
    name: 'draft',
    plan: planDrafts,
    batches: { nodes: draftArticles },
    afterBatches: recordLedger,
    finish: refuseUndrafted,
  },
  { name: 'embed', plan: planVectors, batches: { choose: chooseEmbedding, texts: embedTexts } },
  {
    name: 'match',
    plan: planMatches,
    batches: { questions: matchQuestions, statutes: drawTextEdges },
    finish: selectQuestionEdges,
  },
  { name: 'check', finish: checkBuild },
  { name: 'publish', plan: planPublishing, batches: { rows: publishRows }, finish: activateBuild },
];
