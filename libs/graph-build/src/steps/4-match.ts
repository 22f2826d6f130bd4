import type { Batch } from '@lexhop/job-queue';
import { batchName, type BuildContext, type StepPlan } from '../build-step.js';
import { rangesOfStatutes, redrawnStatutes, statuteRanges } from './draw-text-edges.js';

const outgoingPerBatch = 10_000;
const nodesPerBatch = 2_000;
const statutesPerBatch = 25;

/** Plans two kinds of batches: ranges of outgoing questions to match, and ranges of statutes whose text edges are drawn again. */
export async function planMatches(context: BuildContext): Promise<StepPlan> {
  const batches = [...(await questionBatches(context)), ...(await textBatches(context))];
  const done = await context.parts.stores.edges.doneBatches(context.run);
  const left = batches.filter(({ batch }) => !done.has(batch.name));
  return {
    batches: left.map(({ batch }) => batch),
    missing: left.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Its name says how much a batch covers: what was done in larger or smaller ones, by another release, is done again. */
interface CountedBatch {
  readonly batch: Batch;
  readonly count: number;
}

async function questionBatches({ parts, run }: BuildContext): Promise<readonly CountedBatch[]> {
  const ranges = await parts.stores.edges.ranges(run, 'outgoing', outgoingPerBatch);
  return ranges.map(({ to, count }, place) => {
    const name = batchName(`questions-by-${outgoingPerBatch}`, place);
    return { batch: { name, kind: 'questions', from: ranges[place - 1]?.to ?? '', to }, count };
  });
}

/** Ranges of all nodes, counted in nodes; or, where only some statutes are drawn again, ranges of these, counted in statutes. */
async function textBatches(context: BuildContext): Promise<readonly CountedBatch[]> {
  const { parts, run } = context;
  const redrawn = await redrawnStatutes(context);
  const ranges = redrawn
    ? rangesOfStatutes(redrawn, statutesPerBatch)
    : statuteRanges(await parts.stores.edges.ranges(run, 'nodes', nodesPerBatch));
  const size = redrawn ? `statutes-by-${statutesPerBatch}` : `nodes-by-${nodesPerBatch}`;
  return ranges.map(({ from, to, count }, place) => {
    return { batch: { name: batchName(size, place), kind: 'statutes', from, to }, count };
  });
}
