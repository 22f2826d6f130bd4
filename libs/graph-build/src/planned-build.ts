import { pagesOf } from '@lexhop/foundation';
import { type ArticleNode, type BuildSettings, isLive } from '@lexhop/graph-model';
import type { BankEntry, StatuteStore } from '@lexhop/graph-store';
import { statutePages } from '@lexhop/graph-statutes';
import type { GraphBuildParts } from './build-parts.js';

/** A build that is only planned, for an estimate. */
export interface PlannedBuild {
  readonly parts: GraphBuildParts;
  readonly graph: string;
  readonly settings: BuildSettings;
}

/** For each statute that the build would cover, its nodes at every level, in order of position. */
export async function* wantedStatutes({
  parts,
  graph,
  settings,
}: PlannedBuild): AsyncGenerator<readonly ArticleNode[]> {
  const { statutes } = parts.stores;
  for await (const id of settings.statutes ? new Set(settings.statutes) : statuteIds(statutes, graph)) {
    const statute = await statutes.find(graph, id);
    if (statute) yield statute.nodes;
  }
}

/** The nodes of a statute that the build would draft and embed. */
export function liveNodes(statute: readonly ArticleNode[], { levels }: BuildSettings): readonly ArticleNode[] {
  return statute.filter((node) => levels.includes(node.level) && isLive(node));
}

/** The nodes that are covered, by id, with the content hash for which they are; undefined covers any text. */
export type Covered = ReadonlyMap<string, string | undefined>;

const entriesPerPage = 1_000;

export function isCovered(covered: Covered, { id, contentHash }: ArticleNode): boolean {
  return covered.has(id) && [undefined, contentHash].includes(covered.get(id));
}

/** The nodes for which the graph's question bank has questions. */
export async function coveredByBank({ parts, graph }: Pick<PlannedBuild, 'parts' | 'graph'>): Promise<Covered> {
  const covered = new Map<string, string | undefined>();
  const pages = pagesOf({
    limit: entriesPerPage,
    keyOf: ({ article }: BankEntry) => article,
    read: (after = '', limit) => parts.stores.bank.list(graph, { after, limit }),
  });
  for await (const page of pages) for (const { article, contentHash } of page) covered.set(article, contentHash);
  return covered;
}

async function* statuteIds(store: StatuteStore, graph: string): AsyncGenerator<string> {
  for await (const page of statutePages(store, graph)) for (const { id } of page) yield id;
}
