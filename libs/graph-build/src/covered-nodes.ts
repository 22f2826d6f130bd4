import type { ArticleNode } from '@lexhop/graph-model';
import type { PlannedBuild } from './wanted-nodes.js';

/** Node ids by the content hash that they are covered with; undefined covers any text. */
export type Covered = ReadonlyMap<string, string | undefined>;

const entriesPerPage = 1_000;

export function isCovered(covered: Covered, { id, contentHash }: ArticleNode): boolean {
  return covered.has(id) && [undefined, contentHash].includes(covered.get(id));
}

/** Nodes that the graph's question bank has questions for. */
export async function coveredByBank({ parts, graph }: PlannedBuild): Promise<Covered> {
  const covered = new Map<string, string | undefined>();
  let after = '';
  for (;;) {
    const page = await parts.stores.bank.list(graph, { after, limit: entriesPerPage });
    const last = page.at(-1);
    if (!last) return covered;
    for (const { article, contentHash } of page) covered.set(article, contentHash);
    after = last.article;
  }
}
