import { citationEdges, type CitedNode, hierarchyEdges } from '@lexhop/edge-matching';
import type { ArticleNode, Build } from '@lexhop/graph-model';
import type { CountedRange, IdRange } from '@lexhop/graph-store';
import type { Batch } from '@lexhop/job-queue';
import { citationReader, type StatuteTitles, statuteTitles } from '@lexhop/statutes';
import type { BuildContext } from '../build-step.js';

interface Names {
  readonly nodeIds: ReadonlySet<string>;
  readonly titles: StatuteTitles;
}

/** Every node id and statute title of the build: a citation may lead anywhere. */
async function namesOfRun({ parts, run }: BuildContext): Promise<Names> {
  const nodeIds = new Set<string>();
  const statutes = new Map<string, { readonly id: string; readonly title: string; readonly abolished: boolean }>();
  for await (const page of parts.stores.contents.nodes(run)) {
    for (const node of page) {
      nodeIds.add(node.id);
      statutes.set(node.statuteId, { id: node.statuteId, title: node.statuteTitle, abolished: node.abolished });
    }
  }
  return { nodeIds, titles: statuteTitles([...statutes.values()]) };
}

/** The statutes whose text edges are drawn again; undefined where all are, because an id or a title changed that citations may name. */
export function redrawnStatutes({ comparison }: Build): readonly string[] | undefined {
  return comparison?.idsChanged === false ? comparison.changedStatutes : undefined;
}

/** Citation and hierarchy edges of the statutes in a range: of those that changed, or of all where ids or titles did. */
export async function drawTextEdges(context: BuildContext, batch: Batch): Promise<void> {
  const statutes = redrawnStatutes(context.build)
    ?.map(rangeOfStatute)
    .filter(({ from, to }) => batch.from <= from && to <= batch.to);
  if (statutes === undefined) return drawRange(context, batch.name, batch);
  for (const [place, statute] of statutes.entries()) await drawRange(context, `${batch.name}~${place}`, statute, 0);
  await recordDone(context, batch, statutes.length);
}

async function drawRange(context: BuildContext, name: string, { from, to }: IdRange, done?: number): Promise<void> {
  const { edges } = context.parts.stores;
  const names = await context.cache.of(namesOfRun, context);
  const nodes = await edges.nodes(context.run, { from, to });
  const citations = citationEdges(citedNodes(nodes, names.titles), (id) => names.nodeIds.has(id));
  const drawn = [...citations.edges, ...hierarchyEdges(nodes)];
  const scope = { kinds: ['citation', 'hierarchy'], from, to } as const;
  await edges.saveEdges(context.run, { name, done: done ?? nodes.length }, scope, drawn);
}

async function recordDone({ parts, run }: BuildContext, { name, from, to }: Batch, done: number): Promise<void> {
  await parts.stores.edges.saveEdges(run, { name, done }, { kinds: [], from, to }, []);
}

/** The nodes with the citations in their texts, each read with its whole statute beside it. */
export function citedNodes(nodes: readonly ArticleNode[], titles: StatuteTitles): readonly CitedNode[] {
  return [...byStatute(nodes).values()].flatMap((itsNodes) => {
    const first = itsNodes[0];
    if (!first) return [];
    const articles = itsNodes
      .filter((node) => node.level === 'article')
      .toSorted((one, other) => one.position - other.position);
    const reader = citationReader(
      { id: first.statuteId, title: first.statuteTitle, language: first.language, articles },
      titles,
    );
    return itsNodes.map((node) => ({
      node,
      citations:
        node.paragraph === undefined
          ? reader.read(node.number)
          : reader.readParagraph(node.number, node.paragraph, node.text),
    }));
  });
}

function byStatute(nodes: readonly ArticleNode[]): ReadonlyMap<string, ArticleNode[]> {
  const statutes = new Map<string, ArticleNode[]>();
  for (const node of nodes) {
    const itsNodes = statutes.get(node.statuteId);
    if (itsNodes) itsNodes.push(node);
    else statutes.set(node.statuteId, [node]);
  }
  return statutes;
}

/** Sorts after every id of a statute's nodes: their numbers are digits and hyphens. */
const afterAll = '\uffff';

/**
 * Moves the bounds of ranges of node ids to the bounds of statutes, so that no statute is cut: a citation is read with
 * the whole statute beside it. Ranges that lie within one statute become one.
 */
export function statuteRanges(ranges: readonly CountedRange[]): readonly CountedRange[] {
  const aligned: CountedRange[] = [];
  for (const { from, to, count } of ranges) {
    const upTo = `${statuteOf(to)}:${afterAll}`;
    const last = aligned.at(-1);
    if (last === undefined) aligned.push({ from: `${statuteOf(from)}:`, to: upTo, count });
    else if (last.to === upTo) aligned[aligned.length - 1] = { ...last, count: last.count + count };
    else aligned.push({ from: last.to, to: upTo, count });
  }
  return aligned;
}

/** Ranges that begin and end with one of these statutes, `size` of them in each; the count is of them, not of nodes. */
export function rangesOfStatutes(statutes: readonly string[], size: number): readonly CountedRange[] {
  const inOrder = statutes.map(rangeOfStatute).toSorted((one, other) => (one.from < other.from ? -1 : 1));
  const groups = Array.from({ length: Math.ceil(inOrder.length / size) }, (_, group) =>
    inOrder.slice(group * size, (group + 1) * size),
  );
  return groups.map((group) => ({ from: group[0]?.from ?? '', to: group.at(-1)?.to ?? '', count: group.length }));
}

/** Where the nodes of a statute are. */
function rangeOfStatute(statute: string): IdRange {
  return { from: `${statute}:`, to: `${statute}:${afterAll}` };
}

/** The statute of a node, by the node's id. */
export function statuteOf(nodeId: string): string {
  return nodeId.slice(0, nodeId.indexOf(':'));
}
