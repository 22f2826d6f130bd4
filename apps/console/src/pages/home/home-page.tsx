import { Redirect } from 'wouter';
import { Loading } from '../../feedback/loading.js';
import { ProblemNote } from '../../feedback/problem-note.js';
import { pathOf } from '../../layout/sections.js';
import { defaultGraph } from '../../server/graph-name.js';
import { useGraphs } from '../../server/use-graphs.js';

/** Leads to where the reader can begin: asking a graph that is built, or giving statutes to one that is not. */
export function HomePage() {
  const { data, error, refetch } = useGraphs();
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const built = data.items.filter(({ active }) => active !== undefined).map(({ name }) => name);
  const [first] = built;
  if (first === undefined) return <Redirect to={pathOf(defaultGraph, 'statutes')} replace />;
  return <Redirect to={pathOf(built.includes(defaultGraph) ? defaultGraph : first, 'ask')} replace />;
}
