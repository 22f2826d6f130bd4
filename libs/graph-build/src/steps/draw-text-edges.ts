import { citationEdges, type CitedNode, hierarchyEdges } from '@lexhop/edge-matching';
import type { ArticleNode, Build } from '@lexhop/graph-model';
import type { IdRange } from '@lexhop/graph-store';
import type { Batch } from '@lexhop/job-queue';
import { citationReader, type StatuteTitles, statuteTitles } from '@lexhop/statutes';
import type { BuildContext } from '../build-step.js';
import { rangeOfStatute } from './statute-ranges.js';

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
