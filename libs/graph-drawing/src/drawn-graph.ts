import { MultiDirectedGraph } from 'graphology';
import { clusters, type Picture } from './picture.js';
import { edgeKinds, type EdgeKind } from './view.js';

/** The colours of the drawing, as the page's appearance has them now. */
export interface Colours extends Readonly<Record<EdgeKind | 'chosen' | 'label' | 'paper', string>> {
  readonly clusters: readonly string[];
}

/** As the page's style has them now: a canvas knows neither custom properties nor light-dark(). */
export function coloursOf(element: Element): Colours {
  const probe = element.appendChild(document.createElement('i'));
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const kinds = Object.fromEntries(edgeKinds.map((kind) => [kind, colour(kind)])) as Record<EdgeKind, string>;
  const colours = {
    ...kinds,
    chosen: colour('citation'),
    label: colour('ink'),
    paper: colour('sheet'),
    clusters: Array.from({ length: clusters }, (_, place) => colour(`cluster-${place}`)),
  };
  probe.remove();
  return colours;
}

/** What Sigma draws of a node and of an edge. */
export interface DrawnNode {
  x: number;
  y: number;
  size: number;
  color: string;
}
export interface DrawnEdge {
  size: number;
  color: string;
}

export type DrawnGraph = MultiDirectedGraph<DrawnNode, DrawnEdge>;

export function newDrawnGraph(): DrawnGraph {
  return new MultiDirectedGraph<DrawnNode, DrawnEdge>();
}

/** Makes the drawn graph show a picture. Nodes that are there keep their place; a new one begins beside a neighbour. */
export function draw(drawn: DrawnGraph, { nodes, edges }: Picture, colours: Colours): void {
  const [nodeIds, edgeIds] = [new Set(nodes.map(({ id }) => id)), new Set(edges.map(({ id }) => id))];
  for (const edge of drawn.edges()) if (!edgeIds.has(edge)) drawn.dropEdge(edge);
  for (const node of drawn.nodes()) if (!nodeIds.has(node)) drawn.dropNode(node);
  const begin = placesFor(drawn, edges);
  for (const { id, size, cluster } of nodes) {
    const look = { size, color: colours.clusters[cluster] ?? colours.hierarchy };
    if (drawn.hasNode(id)) drawn.mergeNodeAttributes(id, look);
    else drawn.addNode(id, { ...begin(id), ...look });
  }
  for (const { id, source, target, width, kind } of edges) {
    const look = { size: width, color: colours[kind] };
    if (drawn.hasEdge(id)) drawn.mergeEdgeAttributes(id, look);
    else drawn.addEdgeWithKey(id, source, target, look);
  }
}

/** New nodes stand on a spiral, or, where a neighbour has a place, beside it. */
function placesFor(drawn: DrawnGraph, edges: Picture['edges']) {
  const neighbours = new Map<string, string>();
  for (const { source, target } of edges) {
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

/** The drawn graph as numbers, for the layout thread; it fills a picture of this size. */
export function numbersOf(drawn: DrawnGraph, box: LayoutTask['box']): LayoutTask {
  const numbers = new Map(drawn.nodes().map((id, number) => [id, number]));
  const positions = new Float32Array(drawn.order * 2);
  drawn.forEachNode((id, { x, y }) => positions.set([x, y], (numbers.get(id) ?? 0) * 2));
  const sizes = Float32Array.from(drawn.mapNodes((_id, { size }) => size));
  const edges = new Uint32Array(drawn.size * 2);
  let place = 0;
  drawn.forEachEdge((_edge, _look, source, target) => {
    edges.set([numbers.get(source) ?? 0, numbers.get(target) ?? 0], place);
    place += 2;
  });
  return { positions, edges, sizes, box };
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

/** What the layout thread is given: nodes by number, edges as pairs of numbers. */
export interface LayoutTask {
  /** Where the nodes begin: x and y of each, one after the other. */
  readonly positions: Float32Array;
  /** Numbers of source and target of each edge, one after the other. */
  readonly edges: Uint32Array;
  /** Radius of each node, in pixels. */
  readonly sizes: Float32Array;
  /** The picture, in pixels. */
  readonly box: { readonly width: number; readonly height: number };
}

/** Where the nodes are after some rounds. */
export interface LayoutProgress {
  readonly positions: Float32Array;
  readonly isDone: boolean;
}

/** The thread that finds places for nodes, and hands them on as they get better. */
export class LayoutThread {
  #worker: Worker | undefined;

  constructor(private readonly onProgress: (progress: LayoutProgress) => void) {}

  /** Begins anew with these nodes and edges; what was begun before is given up. */
  arrange(task: LayoutTask): void {
    this.close();
    this.#worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<LayoutProgress>) => this.onProgress(data));
    this.#worker.postMessage(task);
  }

  close(): void {
    this.#worker?.terminate();
  }
}
