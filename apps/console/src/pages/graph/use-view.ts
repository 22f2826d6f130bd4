import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { answerOf } from '@lexhop/client';
import { pathOf, rest } from '@lexhop/console-parts';
import { emptyView, type Neighbourhood, type View, withNeighbourhood } from '@lexhop/graph-drawing';

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
