import type { Batch } from '@lexhop/job-queue';
import { type BuildContext, type BuildStepWork, batchName } from '../build-step.js';
import { matchQuestionBatch } from './match-question-batch.js';
import { drawTextEdges, redrawnStatutes } from './draw-text-edges.js';
import { settleQuestionEdges } from './settle-question-edges.js';
import { rangesOfStatutes, statuteRanges } from './statute-ranges.js';

const outgoingPerBatch = 5_000;
const nodesPerBatch = 2_000;
const statutesPerBatch = 25;

/**
 * Matches outgoing against incoming questions, reads citations and hierarchy from what changed, and last settles the
 * question edges under the cap, which needs every match.
 */
export const matchStep: BuildStepWork = {
  name: 'match',
  plan: async (context) => {
    const batches = [...(await questionBatches(context)), ...(await textBatches(context))];
    const done = await context.parts.stores.edges.doneBatches(context.run);
    const left = batches.filter(({ batch }) => !done.has(batch.name));
    return {
      batches: left.map(({ batch }) => batch),
      missing: left.reduce((sum, { count }) => sum + count, 0),
    };
  },
  runBatch: (context, batch) =>
    batch.kind === 'questions' ? matchQuestionBatch(context, batch) : drawTextEdges(context, batch),
  finish: settleQuestionEdges,
};

interface CountedBatch {
  readonly batch: Batch;
  readonly count: number;
}

async function questionBatches({ parts, run }: BuildContext): Promise<readonly CountedBatch[]> {
  const ranges = await parts.stores.edges.ranges(run, 'outgoing', outgoingPerBatch);
  return ranges.map(({ to, count }, place) => {
    const from = ranges[place - 1]?.to ?? '';
    return { batch: { name: batchName('questions', place), kind: 'questions', from, to }, count };
  });
}

/** Ranges of nodes; where only some statutes changed, ranges of those, counted as statutes. */
async function textBatches({ parts, run, build }: BuildContext): Promise<readonly CountedBatch[]> {
  const redrawn = redrawnStatutes(build);
  const ranges = redrawn
    ? rangesOfStatutes(redrawn, statutesPerBatch)
    : statuteRanges(await parts.stores.edges.ranges(run, 'nodes', nodesPerBatch));
  return ranges.map(({ from, to, count }, place) => {
    return { batch: { name: batchName('statutes', place), kind: 'statutes', from, to }, count };
  });
}
