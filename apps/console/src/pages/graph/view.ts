import { answerOf, type Schema } from '@lexhop/client';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { pathOf } from '../../layout/navigation.js';
import { rest } from '../../server/rest-client.js';

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
  /** Edges that the server left out, of all that was fetched. */
  readonly leftOut: number;
}

export const emptyView: View = { nodes: new Map(), edges: new Map(), leftOut: 0 };

/** The view with one more neighbourhood; of an edge only if both its ends are there. */
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

/** The edges of a view that touch a node, by kind, of each the best scores first. */
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

/** What the reader points at: a node, an edge, or nothing. */
export interface Chosen {
  readonly node?: string;
  readonly edge?: string;
}

/** What a picture is of: articles of a statute, or some articles and their neighbours; of the whole graph where it says neither. */
export interface Scope {
  readonly statute?: string;
  /** Ids of articles; more than one are the path to the last. */
  readonly from: readonly string[];
}

/** What an address shows. */
export function scopeFrom(search: string): Scope {
  const parameters = new URLSearchParams(search);
  const statute = parameters.get('statute');
  const from = (parameters.get('from') ?? '').split(',').filter((id) => id !== '');
  return { from, ...(statute !== null && { statute }) };
}

/** The address that shows this. */
export function scopePathOf(graph: string, { statute, from = [] }: Partial<Scope>): string {
  const parameters = new URLSearchParams();
  if (statute !== undefined) parameters.set('statute', statute);
  if (from.length > 0) parameters.set('from', from.join());
  return `${pathOf(graph, 'graph')}?${parameters.toString()}`;
}

/** The whole graph by its statutes. */
export function useOverview(graph: string) {
  return useQuery({
    queryKey: ['overview', graph],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      answerOf(rest.GET('/api/v1/graphs/{graph}/overview', { params: { path: { graph } }, signal })),
  });
}

/** Nodes of a first look, and the most edges that the server gives at once. */
const firstNodes = 300;
const mostEdges = 1_000;
const mostNeighbours = 100;

interface Growth {
  readonly origin: string;
  readonly grown: readonly Neighbourhood[];
}

/** The part of a graph that a reader has opened: a beginning, and every neighbourhood added to it. */
export function useView(graph: string, scope: Scope) {
  const origin = scopePathOf(graph, scope);
  const beginning = useQuery({
    queryKey: ['subgraph', origin],
    queryFn: ({ signal }) => fetchBeginning(graph, scope, signal),
  });
  const [growth, setGrowth] = useState<Growth>({ origin, grown: [] });
  const grown = growth.origin === origin ? growth.grown : noGrowth;
  const expand = useCallback(
    async (id: string) => {
      const more = await fetchNeighbours(graph, id);
      setGrowth((before) => ({ origin, grown: [...(before.origin === origin ? before.grown : []), more] }));
    },
    [graph, origin],
  );
  const view = useMemo<View>(
    () => (beginning.data ? [beginning.data, ...grown].reduce(withNeighbourhood, emptyView) : emptyView),
    [beginning.data, grown],
  );
  return { view, beginning, expand };
}

const noGrowth: readonly Neighbourhood[] = [];

function fetchBeginning(graph: string, { statute, from }: Scope, signal: AbortSignal): Promise<Neighbourhood> {
  const query =
    from.length === 0
      ? { nodes: firstNodes, limit: mostEdges, hops: 0, ...(statute !== undefined && { statutes: [statute] }) }
      : { from: [...from], hops: 1, nodes: mostNeighbours, limit: mostEdges };
  return answerOf(rest.GET('/api/v1/graphs/{graph}/subgraph', { params: { path: { graph }, query }, signal }));
}

function fetchNeighbours(graph: string, id: string): Promise<Neighbourhood> {
  const params = { path: { graph, id }, query: { limit: mostNeighbours } };
  return answerOf(rest.GET('/api/v1/graphs/{graph}/articles/{id}/neighbours', { params }));
}
