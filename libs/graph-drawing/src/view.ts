import type { Schema } from '@lexhop/client';

export type Neighbourhood = Schema<'Neighbourhood'>;
export type GraphNode = Neighbourhood['nodes'][number];
export type GraphEdge = Neighbourhood['edges'][number];
export type EdgeKind = GraphEdge['kind'];

export const edgeKinds: readonly EdgeKind[] = [
  'question',
  'citation',
  'penalises',
  'delegates',
  'applies',
  'excepts',
  'defines',
  'hierarchy',
];

/** The part of a graph that is on the page: whatever was fetched, each node and edge once. */
export interface View {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: ReadonlyMap<string, GraphEdge>;
  /** How many edges the server left out of all that was fetched. */
  readonly leftOut: number;
}

export const emptyView: View = { nodes: new Map(), edges: new Map(), leftOut: 0 };

/** The view with one more neighbourhood. An edge is added only if both of its ends are there. */
export function withNeighbourhood(view: View, { nodes, edges, leftOut }: Neighbourhood): View {
  const merged = new Map([...view.nodes, ...nodes.map((node) => [node.id, node] as const)]);
  const known = edges.filter(({ source, target }) => merged.has(source) && merged.has(target));
  return {
    nodes: merged,
    edges: new Map([...view.edges, ...known.map((edge) => [edge.id, edge] as const)]),
    leftOut: view.leftOut + leftOut,
  };
}

/** What of a view is shown. */
export interface ViewFilter {
  readonly kinds: ReadonlySet<EdgeKind>;
  /** Least score of a question edge. */
  readonly minimumScore: number;
}

export const noFilter: ViewFilter = { kinds: new Set(edgeKinds), minimumScore: 0 };

/** All nodes and, of their edges, those of the kinds and scores asked for. */
export function filtered({ edges, ...view }: View, { kinds, minimumScore }: ViewFilter): View {
  const shown = [...edges].filter(
    ([, edge]) => kinds.has(edge.kind) && (edge.kind !== 'question' || edge.score >= minimumScore),
  );
  return { ...view, edges: new Map(shown) };
}

/** How many of a view's edges touch each node. */
export function degreesOf({ nodes, edges }: View): ReadonlyMap<string, number> {
  const degrees = new Map([...nodes.keys()].map((id) => [id, 0]));
  for (const { source, target } of edges.values()) {
    degrees.set(source, (degrees.get(source) ?? 0) + 1);
    degrees.set(target, (degrees.get(target) ?? 0) + 1);
  }
  return degrees;
}

/** The edges of a view that touch a node: by kind, and within a kind the best scores first. */
export function edgesAt({ edges }: View, id: string): readonly GraphEdge[] {
  const touching = [...edges.values()].filter(({ source, target }) => source === id || target === id);
  return touching.toSorted(
    (one, other) =>
      edgeKinds.indexOf(one.kind) - edgeKinds.indexOf(other.kind) ||
      scoreOf(other) - scoreOf(one) ||
      (one.id < other.id ? -1 : 1),
  );
}

/** Statutes that nodes of the view are of, by title, in order of id. */
export function statutesOf({ nodes }: View): readonly { readonly id: string; readonly title: string }[] {
  const titles = new Map([...nodes.values()].map(({ statuteId, statuteTitle }) => [statuteId, statuteTitle]));
  return [...titles].map(([id, title]) => ({ id, title })).toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

export function scoreOf(edge: GraphEdge): number {
  if (edge.kind === 'question') return edge.score;
  return edge.kind === 'defines' ? edge.weight : 0;
}
