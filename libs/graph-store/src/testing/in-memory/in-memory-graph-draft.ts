import {
  type ArticleNode,
  type BuildComparison,
  type BuildRun,
  embeddingSpaceId,
  passageOf,
} from '@lexhop/graph-model';
import { bankDraftingKey } from '../../bank-drafting-key.js';
import { byCodeUnits } from '../../code-unit-order.js';
import { MissingVectorError } from '../../errors/missing-vector-error.js';
import {
  GraphDraft,
  type NodeDraft,
  type Unembedded,
  type UndraftedNode,
  type VectorLink,
  type VectorRows,
} from '../../graph-draft.js';
import { importDraftingKey } from '../../import-drafting-key.js';
import { isLive } from '../../live-node.js';
import type { Page } from '../../statute-store.js';
import { vectorOwnerOf } from '../../vector-owner.js';
import { comparisonOf } from './comparison-of.js';
import { closeMatchesOf, replaceNodes } from './close-rows.js';
import { putVectors } from './in-memory-vector-store.js';
import type { Drafted, MemoryGraph, MemoryState } from './memory-state.js';
import { pageOf } from './page-of.js';

export class InMemoryGraphDraft extends GraphDraft {
  constructor(private readonly state: MemoryState) {
    super();
  }

  override async compare(run: BuildRun): Promise<BuildComparison> {
    const graph = this.state.graph(run.graph);
    const { settings, step, comparison: known } = graph.fence(run);
    if (known && step !== 'compare') return known;
    for (const table of graph.tables) table.undo(run.number);
    const before = graph.nodes.alive(run.number);
    if (settings.from !== 'active') closeAllBefore(graph, run.number);
    replaceNodes(graph, graph.writer(run), () => true, wantedNodes(graph, settings));
    const after = graph.nodes.alive(run.number);
    const comparison = comparisonOf(before, after, graph.nodes.newIds(run.number));
    graph.change(run.number, { comparison });
    return comparison;
  }

  override async undrafted(
    run: BuildRun,
    page: Page & { readonly upTo?: string; readonly fallbackKey?: string },
  ): Promise<readonly UndraftedNode[]> {
    const graph = this.state.graph(run.graph);
    const drafted = new Map(graph.drafted.alive(run.number).map((row) => [row.nodeId, row]));
    const missing = graph.nodes
      .alive(run.number)
      .filter(isLive)
      .flatMap((node) => wantedDraft(graph, node, page.fallbackKey) ?? [])
      .filter((wanted) => !isDraftedAs(drafted.get(wanted.node.id), wanted));
    return pageOf(missing, page, ({ node }) => node.id);
  }

  override async saveDrafts(run: BuildRun, drafts: readonly NodeDraft[]): Promise<void> {
    const graph = this.state.graph(run.graph);
    const writer = graph.writer(run);
    const nodeIds = new Set(drafts.map((draft) => draft.nodeId));
    const questions = graph.questions.replace(
      writer,
      (question) => nodeIds.has(question.nodeId),
      drafts.flatMap((draft) => draft.questions),
    );
    closeMatchesOf(graph, run.number, questions.closed);
    const rows = drafts.map(({ nodeId, contentHash, draftingKey }) => ({ nodeId, contentHash, draftingKey }));
    const drafted = graph.drafted.replace(writer, (row) => nodeIds.has(row.nodeId), rows);
    graph.count(run.number, 'draft', drafted.opened.length);
  }

  override async unembedded(run: BuildRun, page: Page & { readonly upTo?: string }): Promise<readonly Unembedded[]> {
    const graph = this.state.graph(run.graph);
    const { links } = this.state.space(this.state.spaceOf(run));
    const passages = graph.nodes
      .alive(run.number)
      .filter(isLive)
      .map((node) => ({ owner: vectorOwnerOf(node), role: 'passage' as const, text: passageOf(node) }));
    const questions = graph.questions
      .alive(run.number)
      .map((question) => ({ owner: question.id, role: 'question' as const, text: question.text }));
    const missing = [...passages, ...questions]
      .filter(({ owner }) => !links.has(owner))
      .sort((one, other) => byCodeUnits(one.owner, other.owner));
    return pageOf(missing, page, ({ owner }) => owner);
  }

  override async saveVectors(run: BuildRun, links: readonly VectorLink[], rows: VectorRows): Promise<void> {
    const graph = this.state.graph(run.graph);
    graph.fence(run);
    const space = this.state.spaceOf(run);
    const stored = this.state.space(space);
    const arriving = new Set(rows.hashes);
    const lost = links.find(({ hash }) => !arriving.has(hash) && !stored.vectors.has(hash));
    if (lost) throw new MissingVectorError(embeddingSpaceId(space), lost.hash);
    putVectors(stored, space, rows);
    const unlinked = links.filter(({ owner, hash }) => stored.links.get(owner) !== hash);
    for (const { owner, hash } of unlinked) stored.links.set(owner, hash);
    graph.count(run.number, 'embed', unlinked.length);
  }

  override async saveNodes(run: BuildRun, nodes: readonly ArticleNode[]): Promise<void> {
    const graph = this.state.graph(run.graph);
    const { settings } = graph.fence(run);
    if (settings.from !== 'active') closeAllBefore(graph, run.number);
    const ids = new Set(nodes.map((node) => node.id));
    replaceNodes(graph, graph.writer(run), (node) => ids.has(node.id), nodes);
  }
}

function closeAllBefore(graph: MemoryGraph, build: number): void {
  for (const table of graph.tables) table.closeBefore(build);
}

function wantedNodes(
  graph: MemoryGraph,
  { levels, statutes }: { readonly levels: readonly string[]; readonly statutes?: readonly string[] | undefined },
): ArticleNode[] {
  return [...graph.statutes.values()]
    .filter(({ statute }) => statutes === undefined || statutes.includes(statute.id))
    .flatMap(({ nodes }) => nodes)
    .filter((node) => levels.includes(node.level));
}

function wantedDraft(graph: MemoryGraph, node: ArticleNode, fallbackKey?: string): UndraftedNode | undefined {
  const entry = graph.bank.get(node.id);
  const isOfThisText = entry && (entry.contentHash === undefined || entry.contentHash === node.contentHash);
  if (isOfThisText) return { node, bankEntry: entry, draftingKey: bankDraftingKey(entry) };
  return fallbackKey === undefined ? undefined : { node, draftingKey: fallbackKey };
}

function isDraftedAs(drafted: Drafted | undefined, { node, bankEntry, draftingKey }: UndraftedNode): boolean {
  if (drafted?.contentHash !== node.contentHash) return false;
  return drafted.draftingKey === draftingKey || (!bankEntry && drafted.draftingKey === importDraftingKey);
}
