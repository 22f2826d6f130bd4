import { isDeepStrictEqual } from 'node:util';
import { edgeCap, type QuestionMatch, questionEdge, selectEdges } from '@lexhop/edge-matching';
import { slicesOf } from '@lexhop/foundation';
import { shareSpace } from '@lexhop/graph-model';
import type { CountedRange } from '@lexhop/graph-store';
import { batchName, type BuildContext } from '../build-step.js';
import { allNodes } from './5-check.js';
import { matchesIn } from './match-questions.js';

const nodesPerSave = 2_000;
const questionsPerRange = 100_000;

/**
 * Selects the question edges of the build: the best matches, up to the cap. This finishes the step, because the cap needs all matches.
 * Where the cap drops no match, in this build and in the active one, a node's edges depend only on its own matches. Then only the
 * nodes with a changed match are selected again.
 */
export async function selectQuestionEdges(context: BuildContext): Promise<void> {
  const ranges = await context.parts.stores.edges.ranges(context.run, 'nodes', nodesPerSave);
  const nodeCount = ranges.reduce((sum, { count }) => sum + count, 0);
  if (await isUnderCap(context, nodeCount)) await selectRematched(context, nodeCount);
  else await selectAll(context, ranges, nodeCount);
}

/** Whether the active build and this one both stay under the cap and select by the same settings. */
async function isUnderCap({ parts, run, build }: BuildContext, nodeCount: number): Promise<boolean> {
  const { from, matching } = build.settings;
  const active = await parts.stores.versions.active(run.graph);
  // An imported build brought its edges with it, and no matches.
  if (from !== 'active' || !active?.counts || active.settings.from === 'import') return false;
  if (!shareSpace(active, build) || !isDeepStrictEqual(active.settings.matching, matching)) return false;
  const before = edgeCap(allNodes(active.counts), matching.capFactor);
  const asked = await parts.stores.edges.ranges(run, 'outgoing', questionsPerRange);
  const mostMatches = asked.reduce((sum, { count }) => sum + count, 0);
  return active.counts.edges.question < before && mostMatches <= edgeCap(nodeCount, matching.capFactor);
}

async function selectRematched(context: BuildContext, nodeCount: number): Promise<void> {
  const { parts, run, build } = context;
  const rematched = await parts.stores.edges.ranges(run, 'rematched', 1);
  for (const [place, nodes] of [...slicesOf(rematched, nodesPerSave)].entries()) {
    const sources = nodes.map(({ from }) => from);
    const { kept } = selectEdges(await matchesIn(context, { sources }), build.settings.matching, nodeCount);
    const batch = { name: batchName('edges', place), done: 0 };
    await parts.stores.edges.saveEdges(run, batch, { kinds: ['question'], sources }, kept.map(questionEdge));
  }
}

async function selectAll(context: BuildContext, ranges: readonly CountedRange[], nodeCount: number): Promise<void> {
  const { parts, run, build } = context;
  const { kept } = selectEdges(await matchesIn(context, {}), build.settings.matching, nodeCount);
  const bySource = kept.toSorted((one, other) => (one.source < other.source ? -1 : one.source > other.source ? 1 : 0));
  let place = 0;
  for (const [index, range] of ranges.entries()) {
    const end = firstBeyond(bySource, place, range);
    const edges = bySource.slice(place, end).map(questionEdge);
    const { from, to } = range;
    const batch = { name: batchName('edges', index), done: 0 };
    await parts.stores.edges.saveEdges(run, batch, { kinds: ['question'], from, to }, edges);
    place = end;
  }
}

function firstBeyond(matches: readonly QuestionMatch[], from: number, { to }: CountedRange): number {
  let end = from;
  while ((matches[end]?.source ?? '\uffff') <= to) end += 1;
  return end;
}
