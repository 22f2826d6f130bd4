import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { answerOf } from '@lexhop/client';
import { rest } from '../../server/rest-client.js';
import { emptyView, type Neighbourhood, type View, withNeighbourhood } from './view.js';

/** Nodes of a first look, and the most edges that the server gives at once. */
const firstNodes = 300;
const mostEdges = 1_000;
const mostNeighbours = 100;

interface Growth {
  readonly origin: string;
  readonly grown: readonly Neighbourhood[];
}

/** The part of a graph that a reader has opened: a beginning, and every neighbourhood added to it. */
export function useView(graph: string, from: string | undefined) {
  const origin = `${graph} ${from ?? ''}`;
  const beginning = useQuery({
    queryKey: ['subgraph', graph, from ?? null],
    queryFn: ({ signal }) => fetchBeginning(graph, from, signal),
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

function fetchBeginning(graph: string, from: string | undefined, signal: AbortSignal): Promise<Neighbourhood> {
  const query =
    from === undefined
      ? { nodes: firstNodes, limit: mostEdges }
      : { from: [from], hops: 1, nodes: mostNeighbours, limit: mostEdges };
  return answerOf(rest.GET('/api/v1/graphs/{graph}/subgraph', { params: { path: { graph }, query }, signal }));
}

function fetchNeighbours(graph: string, id: string): Promise<Neighbourhood> {
  const params = { path: { graph, id }, query: { limit: mostNeighbours } };
  return answerOf(rest.GET('/api/v1/graphs/{graph}/articles/{id}/neighbours', { params }));
}
