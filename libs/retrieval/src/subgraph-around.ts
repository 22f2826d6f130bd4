import { namedObject, slicesOf } from '@lexhop/foundation';
import {
  type ArticleNode,
  articleNodeSchema,
  type Edge,
  type EdgeKind,
  edgeSchema,
  type GraphReader,
} from '@lexhop/graph-model';
import { z } from 'zod';

export interface SubgraphRequest {
  /** Ids of the nodes to begin at; unknown ones are left out. */
  readonly from: readonly string[];
  readonly hops: number;
  readonly kinds: readonly EdgeKind[];
  readonly mostNodes: number;
  readonly mostEdges: number;
  /** Only nodes of these statutes are reached. */
  readonly statutes?: readonly string[];
}

/** Part of a graph: nodes, and edges between them. */
export const subgraphSchema = namedObject('Neighbourhood', {
  build: z.number().int(),
  nodes: z
    .array(articleNodeSchema)
    .readonly()
    .describe('First the nodes begun at, then the others in the order in which they were reached.'),
  edges: z
    .array(edgeSchema)
    .readonly()
    .describe(
      'Best first (after question edges what the law’s words state, uses of terms after the rest of it, then the hierarchy), then in order of id.',
    ),
  leftOut: z.number().int().nonnegative().describe('How many edges the limits left out.'),
});
type Subgraph = Readonly<z.infer<typeof subgraphSchema>>;

/** The part of a graph around some nodes, reached hop by hop within limits. With 0 hops it is the nodes and the edges between them. */
export async function subgraphAround(reader: GraphReader, request: SubgraphRequest): Promise<Subgraph> {
  const reached = new Map(
    (await reader.nodes(request.from.slice(0, request.mostNodes))).map((node) => [node.id, node]),
  );
  let frontier = [...reached.keys()];
  for (let hop = 0; hop < request.hops && frontier.length > 0 && reached.size < request.mostNodes; hop++) {
    frontier = await takeHop(reader, request, { reached, frontier });
  }
  const touching = await reader.edgesOf([...reached.keys()], request.kinds);
  const inside = touching.filter((edge) => reached.has(edge.source) && reached.has(edge.target)).toSorted(bestFirst);
  const edges = inside.slice(0, request.mostEdges);
  return { build: reader.build.number, nodes: [...reached.values()], edges, leftOut: touching.length - edges.length };
}

/** A node with the edges that touch it, best first, and the nodes at their other ends. Of an unknown node the subgraph is empty. */
export async function neighboursOf(
  reader: GraphReader,
  id: string,
  { kinds, mostEdges }: Pick<SubgraphRequest, 'kinds' | 'mostEdges'>,
): Promise<Subgraph> {
  const touching = (await reader.edgesOf([id], kinds)).toSorted(bestFirst);
  const edges = touching.slice(0, mostEdges);
  const ids = new Set([id, ...edges.flatMap(({ source, target }) => [source, target])]);
  const nodes = await reader.nodes([...ids]);
  return { build: reader.build.number, nodes, edges, leftOut: touching.length - edges.length };
}

/** A node may have a hundred thousand neighbours, of which few find room. */
const nodesAtATime = 1_000;

/** Adds the nodes one hop from the frontier, along the best edges first; returns the new frontier. */
async function takeHop(
  reader: GraphReader,
  { kinds, mostNodes, statutes }: SubgraphRequest,
  { reached, frontier }: { readonly reached: Map<string, ArticleNode>; readonly frontier: readonly string[] },
): Promise<string[]> {
  const edges = (await reader.edgesOf(frontier, kinds)).toSorted(bestFirst);
  const others = new Set(edges.flatMap(({ source, target }) => [source, target]).filter((id) => !reached.has(id)));
  const room = mostNodes - reached.size;
  const wanted: ArticleNode[] = [];
  for (const ids of slicesOf([...others], nodesAtATime)) {
    const nodes = await reader.nodes(ids);
    wanted.push(...nodes.filter((node) => !statutes || statutes.includes(node.statuteId)));
    if (wanted.length >= room) break;
  }
  const taken = wanted.slice(0, room);
  for (const node of taken) reached.set(node.id, node);
  return taken.map((node) => node.id);
}

function bestFirst(one: Edge, other: Edge): number {
  const byScore = scoreOf(other) - scoreOf(one);
  return byScore !== 0 ? byScore : one.id < other.id ? -1 : 1;
}

function scoreOf(edge: Edge): number {
  if (edge.kind === 'question') return edge.score;
  return edge.kind === 'defines' ? edge.weight - 1 : edge.kind === 'hierarchy' ? -1 : 0;
}
