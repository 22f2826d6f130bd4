import { questionEdge, selectEdges } from '@lexhop/edge-matching';
import type { CountedRange, Match } from '@lexhop/graph-store';
import type { BuildContext } from '../build-step.js';
import { batchName } from '../build-step.js';
import { namesOfRun } from './draw-text-edges.js';
import { incomingOfRun } from './match-question-batch.js';

const matchesPerPage = 20_000;
const nodesPerSave = 2_000;

/** The question edges of the build: the best of all matches under the cap. Last, because the cap needs every match. */
export async function settleQuestionEdges(context: BuildContext): Promise<void> {
  const { parts, run, build } = context;
  incomingOfRun.forget(context);
  namesOfRun.forget(context);
  const ranges = await parts.stores.edges.ranges(run, 'nodes', nodesPerSave);
  const nodeCount = ranges.reduce((sum, { count }) => sum + count, 0);
  const { kept } = selectEdges(await allMatches(context), build.settings.matching, nodeCount);
  const bySource = kept.toSorted((one, other) => (one.source < other.source ? -1 : one.source > other.source ? 1 : 0));
  let place = 0;
  for (const [index, range] of ranges.entries()) {
    const end = firstBeyond(bySource, place, range);
    const edges = bySource.slice(place, end).map(questionEdge);
    const { from, to } = range;
    await parts.stores.edges.saveEdges(
      run,
      { name: batchName('edges', index), done: 0 },
      { kinds: ['question'], from, to },
      edges,
    );
    place = end;
  }
}

function firstBeyond(matches: readonly Match[], from: number, { to }: CountedRange): number {
  let end = from;
  while ((matches[end]?.source ?? '\uffff') <= to) end += 1;
  return end;
}

async function allMatches({ parts, run }: BuildContext): Promise<readonly Match[]> {
  const all: Match[] = [];
  let after = '';
  for (;;) {
    const page = await parts.stores.edges.matches(run, { after, limit: matchesPerPage, by: 'outgoing' });
    const last = page.at(-1);
    if (!last) return all;
    for (const match of page) all.push(match);
    after = last.outgoing;
  }
}
