import type { ArticleNode, BuildCounts } from '@lexhop/graph-model';
import type { EdgeToSave } from '../../edge-draft.js';
import type { BuildSummary } from '../../graph-versions.js';
import { isLive } from '../../live-node.js';
import type { MemoryGraph } from './memory-state.js';

const degreeBins = [0, 1, 2, 4, 8, 16, null] as const;

/** What a build consists of. */
export function summaryOf(graph: MemoryGraph, build: number): BuildSummary {
  const nodes = graph.nodes.alive(build);
  const live = nodes.filter(isLive);
  const questions = graph.questions.alive(build);
  const edges = graph.edges.alive(build);
  const degrees = degreesOf(edges);
  const isolated = live.filter((node) => !degrees.has(node.id));
  const drafted = new Set(questions.map((question) => question.nodeId));
  const undrafted = live.filter((node) => !drafted.has(node.id));
  const counts: BuildCounts = {
    nodes: { ...countLevels(live), repealed: nodes.length - live.length },
    questions: {
      incoming: questions.filter((question) => question.direction === 'incoming').length,
      outgoing: questions.filter((question) => question.direction === 'outgoing').length,
    },
    edges: countKinds(edges),
    isolated: isolated.length,
    undrafted: undrafted.length,
    degreeHistogram: histogramOf(live.map((node) => degrees.get(node.id) ?? 0)),
    scoreHistogram: scoresOf(edges),
  };
  return { counts, isolatedIds: firstIds(isolated), undraftedIds: firstIds(undrafted) };
}

function firstIds(nodes: readonly ArticleNode[]): string[] {
  return nodes.slice(0, 100).map((node) => node.id);
}

function countLevels(nodes: readonly ArticleNode[]): { article: number; paragraph: number } {
  const article = nodes.filter((node) => node.level === 'article').length;
  return { article, paragraph: nodes.length - article };
}

function countKinds(edges: readonly EdgeToSave[]): BuildCounts['edges'] {
  const count = (kind: EdgeToSave['kind']) => edges.filter((edge) => edge.kind === kind).length;
  return { question: count('question'), citation: count('citation'), hierarchy: count('hierarchy') };
}

function degreesOf(edges: readonly EdgeToSave[]): ReadonlyMap<string, number> {
  const degrees = new Map<string, number>();
  for (const edge of edges) {
    if (edge.kind === 'hierarchy') continue;
    for (const id of [edge.source, edge.target]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
  }
  return degrees;
}

function histogramOf(degrees: readonly number[]): BuildCounts['degreeHistogram'] {
  return degreeBins.map((upTo, bin) => {
    const above = bin === 0 ? -1 : (degreeBins[bin - 1] ?? 0);
    return { upTo, nodes: degrees.filter((degree) => degree > above && degree <= (upTo ?? Infinity)).length };
  });
}

function scoresOf(edges: readonly EdgeToSave[]): number[] {
  const bins = Array.from({ length: 10 }, () => 0);
  for (const edge of edges) {
    if (edge.kind !== 'question') continue;
    const bin = Math.min(9, Math.floor(edge.score * 10));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}
