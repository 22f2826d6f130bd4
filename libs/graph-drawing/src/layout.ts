import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import noverlap from 'graphology-layout-noverlap';
import type { LayoutProgress, LayoutTask } from './drawn-graph.js';

/** How many rounds lie between two pictures, and how many are made in all: by then a graph of 2,000 nodes stands still. */
const roundsAtOnce = 12;
const rounds = 240;
const roundsOfPushing = 100;
/** Larger graphs have small circles, and pushing them would take long. */
const mostPushed = 1_000;

/** Places that get better and better: ForceAtlas2, round by round, and in the end circles that overlap are pushed apart. */
export function* arrangementsOf(task: LayoutTask): Generator<LayoutProgress> {
  const graph = graphOf(task);
  const isSmall = graph.order <= mostPushed;
  // Else, in a small graph, the statutes that most others cite would draw all of them into one heap.
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

function graphOf({ positions, edges, sizes }: LayoutTask): Graph {
  const graph = new Graph({ multi: true, type: 'undirected' });
  for (let node = 0; node * 2 < positions.length; node += 1) {
    graph.addNode(node, { x: positions[node * 2], y: positions[node * 2 + 1], size: sizes[node] });
  }
  for (let edge = 0; edge < edges.length; edge += 2) graph.addEdge(edges[edge], edges[edge + 1]);
  return graph;
}

/** Stretches the places over the picture, across and down separately. Then a unit is a pixel, as in the sizes of circles. */
function fit(graph: Graph, box: LayoutTask['box']): void {
  const positions = positionsOf(graph);
  const scaleOf = (axis: 0 | 1, room: number) => {
    let [least, most] = [Infinity, -Infinity];
    for (let place = axis; place < positions.length; place += 2) {
      least = Math.min(least, positions[place] ?? 0);
      most = Math.max(most, positions[place] ?? 0);
    }
    return room / (most - least || room);
  };
  const [across, down] = [scaleOf(0, box.width), scaleOf(1, box.height)];
  graph.updateEachNodeAttributes((_node, { x, y, ...rest }) => ({
    ...rest,
    x: Number(x) * across,
    y: Number(y) * down,
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
