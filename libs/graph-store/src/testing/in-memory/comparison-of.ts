import type { ArticleNode, BuildComparison } from '@lexhop/graph-model';
import { byCodeUnits } from '../../code-unit-order.js';

/** What became of the nodes of the build before. */
export function comparisonOf(
  before: readonly ArticleNode[],
  after: readonly ArticleNode[],
  opened: ReadonlySet<string>,
): BuildComparison {
  const kept = new Set(after.filter(({ id }) => !opened.has(id)).map(({ id }) => id));
  const closed = before.filter(({ id }) => !kept.has(id));
  const changed = new Set([...closed, ...after.filter(({ id }) => opened.has(id))].map(({ statuteId }) => statuteId));
  return {
    opened: opened.size,
    closed: closed.length,
    unchanged: kept.size,
    idsChanged: namesOf(before) !== namesOf(after),
    ...(changed.size > 200 ? {} : { changedStatutes: [...changed].sort(byCodeUnits) }),
  };
}

/** What a citation can lead to: ids, and statutes by title, the one in force before an abolished namesake. */
function namesOf(nodes: readonly ArticleNode[]): string {
  const titles = new Set(
    nodes.map(({ statuteId, statuteTitle, abolished }) => `${statuteId} ${statuteTitle} ${abolished}`),
  );
  return JSON.stringify([nodes.map(({ id }) => id), [...titles].sort(byCodeUnits)]);
}
