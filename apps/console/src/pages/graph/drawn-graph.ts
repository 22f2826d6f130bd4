import { degreesOf, type EdgeKind, type GraphEdge, scoreOf, type View } from './view.js';
import { MultiDirectedGraph } from 'graphology';

/** The colours of the drawing, as the page's appearance has them now. */
export type Colours = Readonly<Record<EdgeKind | 'node' | 'chosen' | 'label', string>>;

/** Read from the page's style: a canvas does not know custom properties. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    node: colour('--accent'),
    chosen: colour('--citation'),
    label: colour('--ink'),
    question: colour('--question'),
    citation: colour('--citation'),
    hierarchy: colour('--hierarchy'),
  };
}

/** What Sigma draws of a node and of an edge. */
export interface DrawnNode {
  x: number;
  y: number;
  size: number;
  label: string;
  color: string;
  labelColor: string;
  labelVisibility: 'auto' | 'visible';
}
export interface DrawnEdge {
  size: number;
  color: string;
}

export type DrawnGraph = MultiDirectedGraph<DrawnNode, DrawnEdge>;

export function newDrawnGraph(): DrawnGraph {
  return new MultiDirectedGraph<DrawnNode, DrawnEdge>();
}

/** Makes the drawn graph that of the view: what is there keeps its place, what is new begins beside a neighbour. */
export function draw(drawn: DrawnGraph, view: View, labels: (id: string) => string, colours: Colours): void {
  for (const edge of drawn.edges()) if (!view.edges.has(edge)) drawn.dropEdge(edge);
  for (const node of drawn.nodes()) if (!view.nodes.has(node)) drawn.dropNode(node);
  const degrees = degreesOf(view);
  const begin = placesFor(drawn, view);
  for (const id of view.nodes.keys()) {
    const look = {
      size: sizeOf(degrees.get(id) ?? 0),
      label: labels(id),
      color: colours.node,
      labelColor: colours.label,
    };
    if (drawn.hasNode(id)) drawn.mergeNodeAttributes(id, look);
    else drawn.addNode(id, { ...begin(id), ...look, labelVisibility: 'auto' });
  }
  for (const edge of view.edges.values()) {
    const look = { size: widthOf(edge), color: colours[edge.kind] };
    if (drawn.hasEdge(edge.id)) drawn.mergeEdgeAttributes(edge.id, look);
    else drawn.addEdgeWithKey(edge.id, edge.source, edge.target, look);
  }
}

/** The drawn graph as numbers, for the layout thread. */
export function numbersOf(drawn: DrawnGraph) {
  const numbers = new Map(drawn.nodes().map((id, number) => [id, number]));
  const positions = new Float32Array(drawn.order * 2);
  drawn.forEachNode((id, { x, y }) => positions.set([x, y], (numbers.get(id) ?? 0) * 2));
  const edges = new Uint32Array(drawn.size * 2);
  let place = 0;
  drawn.forEachEdge((_edge, _look, source, target) => {
    edges.set([numbers.get(source) ?? 0, numbers.get(target) ?? 0], place);
    place += 2;
  });
  return { positions, edges };
}

/** Takes over places that the layout thread found, in the order of the nodes. */
export function moveTo(drawn: DrawnGraph, positions: Float32Array): void {
  let place = 0;
  drawn.updateEachNodeAttributes(
    (_id, look) => {
      look.x = positions[place * 2] ?? 0;
      look.y = positions[place * 2 + 1] ?? 0;
      place += 1;
      return look;
    },
    { attributes: ['x', 'y'] },
  );
}

/** New nodes stand on a spiral, or, where a neighbour has a place, beside it. */
function placesFor(drawn: DrawnGraph, view: View) {
  const neighbours = new Map<string, string>();
  for (const { source, target } of view.edges.values()) {
    if (drawn.hasNode(source) && !drawn.hasNode(target)) neighbours.set(target, source);
    if (drawn.hasNode(target) && !drawn.hasNode(source)) neighbours.set(source, target);
  }
  let count = drawn.order;
  return (id: string): { x: number; y: number } => {
    count += 1;
    const angle = count * 2.399963;
    const beside = neighbours.get(id);
    const centre = beside === undefined ? undefined : drawn.getNodeAttributes(beside);
    const radius = centre ? 2 : 3 * Math.sqrt(count);
    return { x: (centre?.x ?? 0) + radius * Math.cos(angle), y: (centre?.y ?? 0) + radius * Math.sin(angle) };
  };
}

function sizeOf(degree: number): number {
  return 4 + Math.min(10, 1.5 * Math.sqrt(degree));
}

function widthOf(edge: GraphEdge): number {
  return edge.kind === 'question' ? 1 + 2 * scoreOf(edge) : 1;
}
