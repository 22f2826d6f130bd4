import { statedEdgesOf } from '@lexhop/graph-build';
import { type ArticleNode, type Edge, edgeCounts } from '@lexhop/graph-model';
import { GraphIndexBuilder, impactOf, InMemoryGraphReader } from '@lexhop/retrieval';
import { aBuild } from '@lexhop/retrieval/testing';
import { definedTerms, statuteTitles } from '@lexhop/citations';
import type { Statute } from '@lexhop/statutes';
import { allLawStatutes, articlesOf } from './all-law-statutes.js';
import type { BenchResult } from './bench-result.js';
import { quantile } from './quantile.js';

/** As many articles are asked about: half of them those with the most edges, half spread over all. */
const asked = 400;

/** The edges that the words of all of Taiwanese law state, by kind; and what hangs on articles, from the index in memory. */
export async function run(): Promise<readonly BenchResult[]> {
  const all = allLawStatutes();
  if (!all) return [];
  const statutes: Statute[] = [];
  for await (const statute of all) statutes.push(statute);
  const nodes = statutes.flatMap(articlesOf);
  const started = performance.now();
  const edges = await edgesOf(statutes, nodes);
  const drawn: BenchResult = {
    name: `draw the stated edges of ${nodes.length} articles`,
    milliseconds: performance.now() - started,
    facts: edgeCounts((kind) => edges.filter((edge) => edge.kind === kind).length),
  };
  return [drawn, ...(await measureImpact(nodes, edges))];
}

async function edgesOf(statutes: readonly Statute[], nodes: readonly ArticleNode[]): Promise<readonly Edge[]> {
  const articles = new Map<string, ArticleNode[]>(statutes.map(({ id }) => [id, []]));
  for (const node of nodes) articles.get(node.statuteId)?.push(node);
  const names = { nodeIds: new Set(nodes.map(({ id }) => id)), named: statutes, titles: statuteTitles(statutes) };
  return statedEdgesOf(nodes, names, async (statute) => definedTerms(articles.get(statute) ?? []));
}

async function measureImpact(nodes: readonly ArticleNode[], edges: readonly Edge[]): Promise<readonly BenchResult[]> {
  const builder = new GraphIndexBuilder(aBuild());
  builder.addNodes(nodes.toSorted(byId));
  builder.addEdges(edges.toSorted(byId));
  const reader = new InMemoryGraphReader(builder.finish());
  const ids = articlesToAsk(nodes, edges);
  const results: BenchResult[] = [];
  for (const depth of [1, 2, 3]) {
    const times: number[] = [];
    let [reached, cut] = [0, 0];
    for (const id of ids) {
      const started = performance.now();
      const impact = await impactOf(reader, id, { depth, most: 50 });
      times.push(performance.now() - started);
      reached = Math.max(
        reached,
        impact.groups.reduce((sum, { count }) => sum + count, 0),
      );
      cut += impact.cut > 0 ? 1 : 0;
    }
    results.push({
      name: `impact, ${depth} edges away, slowest of ${ids.length} articles`,
      milliseconds: Math.max(...times),
      target: 100,
      facts: { 'median, ms': quantile(times, 0.5), '95 %, ms': quantile(times, 0.95), 'most reached': reached, cut },
    });
  }
  return results;
}

function articlesToAsk(nodes: readonly ArticleNode[], edges: readonly Edge[]): readonly string[] {
  const degrees = new Map<string, number>();
  for (const { source, target } of edges)
    for (const id of [source, target]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
  const most = [...degrees].toSorted(([, one], [, other]) => other - one).slice(0, asked / 2);
  const step = Math.floor(nodes.length / (asked / 2));
  return [...most.map(([id]) => id), ...nodes.filter((_, place) => place % step === 0).map(({ id }) => id)];
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}
