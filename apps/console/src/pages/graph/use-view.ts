import { useMemo, useState } from 'react';
import { answerOf } from '@lexhop/client';
import { pathOf, rest, useGet, useGraphName } from '@lexhop/console-parts';
import { emptyView, type Neighbourhood, type View, withNeighbourhood } from '@lexhop/graph-drawing';

/** What the reader points at: a node, an edge, or nothing. */
export interface Chosen {
  readonly node?: string;
  readonly edge?: string;
}

/** What a picture shows: the articles of a statute, or some articles and their neighbours; the whole graph where neither is set. */
export interface Scope {
  readonly statute?: string;
  /** Ids of articles; more than one are the path to the last. */
  readonly from: readonly string[];
}

/** What an address shows. */
export function scopeFrom(search: string): Scope {
  const parameters = new URLSearchParams(search);
  const from = (parameters.get('from') ?? '').split(',').filter((id) => id !== '');
  return { from, statute: parameters.get('statute') ?? undefined };
}

/** The address that shows this. */
export function scopePathOf({ statute, from = [] }: Partial<Scope>): string {
  const parameters = new URLSearchParams();
  if (statute !== undefined) parameters.set('statute', statute);
  if (from.length > 0) parameters.set('from', from.join());
  return `${pathOf('graph')}?${parameters.toString()}`;
}

/** Nodes of a first look, and the most edges that the server gives at once. */
const firstNodes = 300;
const mostEdges = 1_000;
const mostNeighbours = 100;

/** The part of a graph that a reader has opened: a beginning, and every neighbourhood added to it. */
export function useView({ statute, from }: Scope) {
  const graph = useGraphName();
  const query =
    from.length === 0
      ? { nodes: firstNodes, limit: mostEdges, hops: 0, statutes: statute === undefined ? undefined : [statute] }
      : { from: [...from], hops: 1, nodes: mostNeighbours, limit: mostEdges };
  const beginning = useGet('/api/v1/graphs/{graph}/subgraph', { path: { graph }, query });
  const [grown, setGrown] = useState<readonly Neighbourhood[]>([]);
  const expand = async (id: string) => {
    const more = await fetchNeighbours(graph, id);
    setGrown((before) => [...before, more]);
  };
  const view = useMemo<View>(
    () => (beginning.data ? [beginning.data, ...grown].reduce(withNeighbourhood, emptyView) : emptyView),
    [beginning.data, grown],
  );
  return { view, beginning, expand };
}

function fetchNeighbours(graph: string, id: string): Promise<Neighbourhood> {
  const params = { path: { graph, id }, query: { limit: mostNeighbours } };
  return answerOf(rest.GET('/api/v1/graphs/{graph}/articles/{id}/neighbours', { params }));
}
