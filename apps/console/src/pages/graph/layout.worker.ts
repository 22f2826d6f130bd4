import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import type { LayoutProgress, LayoutTask } from './drawn-graph.js';

/** Rounds between two looks at the page, and in all: by then a graph of 2,000 nodes stands still. */
const roundsAtOnce = 12;
const rounds = 240;

let current = 0;

/** Lays a graph out, away from the page's thread: ForceAtlas2, round by round; a newer task ends an older one. */
globalThis.addEventListener('message', ({ data }: MessageEvent<LayoutTask>) => {
  current = data.task;
  const graph = graphOf(data);
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: graph.order > 300, adjustSizes: false };
  let done = 0;
  const go = () => {
    if (data.task !== current) return;
    forceAtlas2.assign(graph, { iterations: roundsAtOnce, settings });
    done += roundsAtOnce;
    const positions = positionsOf(graph);
    const progress: LayoutProgress = { task: data.task, positions, isDone: done >= rounds };
    globalThis.postMessage(progress, { transfer: [positions.buffer] });
    // A turn for messages in between: a newer task is heard of.
    if (done < rounds) setTimeout(go);
  };
  go();
});

function graphOf({ positions, edges }: LayoutTask): Graph {
  const graph = new Graph({ multi: true, type: 'undirected' });
  for (let node = 0; node * 2 < positions.length; node += 1) {
    graph.addNode(node, { x: positions[node * 2], y: positions[node * 2 + 1], size: 1 });
  }
  for (let edge = 0; edge < edges.length; edge += 2) graph.addEdge(edges[edge], edges[edge + 1]);
  return graph;
}

function positionsOf(graph: Graph): Float32Array {
  const positions = new Float32Array(graph.order * 2);
  graph.forEachNode((node, { x, y }: { x?: number; y?: number }) => {
    positions[Number(node) * 2] = x ?? 0;
    positions[Number(node) * 2 + 1] = y ?? 0;
  });
  return positions;
}
