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
 * How statutes become a HopRAG graph, step after step.
 *
 *     1 compare   which articles are new, changed or gone since the active build
 *     2 draft     for each new one the questions that it answers (Q⁻) and those that it raises (Q⁺)
 *     3 embed     articles and questions into vectors
 *     4 match     each raised question with the answered one most like it, by keywords and by cosine: the edges;
 *                 citations and the order of articles are edges, too
 *     5 check     count everything, and say what its owner should know
 *     6 publish   into Neo4j, where there is one; then the build answers
 *
 * `plan` asks the books what is missing and cuts it into batches of a few kinds; a batch works, and saves what it made
 * together with the step's counter. So any process may be killed anywhere, and a rebuild costs what changed.
 * `drive-build.ts` makes queue jobs of it: one for each batch, and one that finishes the step.
 *
 *     one batch:   is it of the current run? ─► the function for its kind ─► done
 *                                                  └─ throws ─► again later; the build says what it waits for
 *                                                           └─► for good: the build has a failure
 *
 *     one finish:  (all batches of the step have ended) ─► afterBatches ─► plan: is something missing?
 *                     ├─ yes, and failures are recorded ─► the build has failed
 *                     ├─ yes ─► the step goes on the queue again, attempt + 1
 *                     └─ no ──► finish ─► plan the next step ─► its batches go on the queue
 */
export const buildGraph: readonly BuildStepWork[] = [
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
