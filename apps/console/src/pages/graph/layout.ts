import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import noverlap from 'graphology-layout-noverlap';
import type { LayoutProgress, LayoutTask } from './drawn-graph.js';

/** Rounds between two looks at the page, and in all: by then a graph of 2,000 nodes stands still. */
const roundsAtOnce = 12;
const rounds = 240;
const roundsOfPushing = 100;
/** Larger graphs have small circles, and pushing them would take long. */
const mostPushed = 1_000;

/** Places that get better and better: ForceAtlas2, round by round, and in the end circles that overlap are pushed apart. */
export function* arrangementsOf(task: Omit<LayoutTask, 'task'>): Generator<Omit<LayoutProgress, 'task'>> {
  const graph = graphOf(task);
  const isSmall = graph.order <= mostPushed;
  // In small ones the statutes that most others cite would else draw all of them into one heap.
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: graph.order > 300, linLogMode: isSmall };
  for (let done = roundsAtOnce; done < rounds; done += roundsAtOnce) {
    forceAtlas2.assign(graph, { iterations: roundsAtOnce, settings });
    yield { positions: positionsOf(graph), isDone: false };
  }
  forceAtlas2.assign(graph, { iterations: roundsAtOnce, settings });
  fit(graph, task.box);
  if (isSmall)
    noverlap.assign(graph, { maxIterations: roundsOfPushing, settings: { margin: 2, ratio: 1, expansion: 1.05 } });
  yield { positions: positionsOf(graph), isDone: true };
}

function graphOf({ positions, edges, sizes }: Omit<LayoutTask, 'task'>): Graph {
  const graph = new Graph({ multi: true, type: 'undirected' });
  for (let node = 0; node * 2 < positions.length; node += 1) {
    graph.addNode(node, { x: positions[node * 2], y: positions[node * 2 + 1], size: sizes[node] });
  }
  for (let edge = 0; edge < edges.length; edge += 2) graph.addEdge(edges[edge], edges[edge + 1]);
  return graph;
}

/** Brings the places into the picture, where a unit is a pixel, as the sizes of circles are. */
function fit(graph: Graph, box: LayoutTask['box']): void {
  const positions = positionsOf(graph);
  const [xs, ys] = [0, 1].map((axis) => positions.filter((_, place) => place % 2 === axis));
  const widthOf = (values: Float32Array | undefined) =>
    values?.length
      ? values.reduce((most, each) => Math.max(most, each)) - values.reduce((least, each) => Math.min(least, each))
      : 0;
  const scale = Math.min(box.width / (widthOf(xs) || 1), box.height / (widthOf(ys) || 1));
  graph.updateEachNodeAttributes((_node, { x, y, ...rest }) => ({
    ...rest,
    x: Number(x) * scale,
    y: Number(y) * scale,
  }));
}

function positionsOf(graph: Graph): Float32Array {
  const positions = new Float32Array(graph.order * 2);
  graph.forEachNode((node, { x, y }: { x?: number; y?: number }) => {
    positions[Number(node) * 2] = x ?? 0;
    positions[Number(node) * 2 + 1] = y ?? 0;
  });
  return positions;
}
