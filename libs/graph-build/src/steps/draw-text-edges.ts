import { citationEdges, type CitedNode, hierarchyEdges } from '@lexhop/edge-matching';
import type { ArticleNode } from '@lexhop/graph-model';
import type { IdRange } from '@lexhop/graph-store';
import type { Batch } from '@lexhop/job-queue';
import { citationReader, type StatuteTitles, statuteTitles } from '@lexhop/statutes';
import type { BuildContext } from '../build-step.js';
import { perRun } from './per-run.js';

interface Names {
  readonly nodeIds: ReadonlySet<string>;
  readonly titles: StatuteTitles;
}

/** Every node id and statute title of the build: a citation may lead anywhere. */
export const namesOfRun = perRun(async ({ parts, run }: BuildContext): Promise<Names> => {
  const nodeIds = new Set<string>();
  const statutes = new Map<string, { readonly id: string; readonly title: string; readonly abolished: boolean }>();
  for await (const page of parts.stores.contents.nodes(run)) {
    for (const node of page) {
      nodeIds.add(node.id);
      statutes.set(node.statuteId, { id: node.statuteId, title: node.statuteTitle, abolished: node.abolished });
    }
  }
  return { nodeIds, titles: statuteTitles([...statutes.values()]) };
});

/** Citation and hierarchy edges of the statutes in a range: of those that changed, or of all where ids or titles did. */
export async function drawTextEdges(context: BuildContext, batch: Batch): Promise<void> {
  const { parts, run } = context;
  const names = await namesOfRun.of(context);
  const nodes = await parts.stores.edges.nodes(run, batch);
  for (const [place, { nodes: itsNodes, scope }] of redrawn(context, batch, nodes).entries()) {
    const citations = citationEdges(citedNodes(itsNodes, names.titles), (id) => names.nodeIds.has(id));
    const edges = [...citations.edges, ...hierarchyEdges(itsNodes)];
    const part = { name: `${batch.name}~${place}`, done: 0 };
    await parts.stores.edges.saveEdges(run, part, { kinds: ['citation', 'hierarchy'], ...scope }, edges);
  }
  const nothing = { kinds: [], from: batch.from, to: batch.to } as const;
  await parts.stores.edges.saveEdges(run, { name: batch.name, done: nodes.length }, nothing, []);
}

interface Part {
  readonly scope: IdRange;
  readonly nodes: readonly ArticleNode[];
}

function redrawn({ build }: BuildContext, { from, to }: IdRange, nodes: readonly ArticleNode[]): readonly Part[] {
  const { idsChanged = true, changedStatutes } = build.comparison ?? {};
  if (idsChanged || !changedStatutes) return [{ scope: { from, to }, nodes }];
  const changed = new Set(changedStatutes);
  return [...byStatute(nodes)]
    .filter(([id]) => changed.has(id))
    .map(([id, itsNodes]) => ({ scope: { from: `${id}:`, to: `${id}:\uffff` }, nodes: itsNodes }));
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
