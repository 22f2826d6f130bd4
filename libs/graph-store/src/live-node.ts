import type { ArticleNode } from '@lexhop/graph-model';

/** Whether a node is drafted, embedded and retrieved: neither repealed nor of an abolished statute. */
export function isLive(node: Pick<ArticleNode, 'repealed' | 'abolished'>): boolean {
  return !node.repealed && !node.abolished;
}

type NodeState = Pick<ArticleNode, 'id' | 'contentHash' | 'repealed' | 'abolished'>;

/**
 * Whether a rebuild leaves a node's row as it is: the same content, and as live as before.
 * Positions, URLs and dates may differ; they are renewed in the row.
 */
export function isSameNode(one: NodeState, other: NodeState): boolean {
  return one.id === other.id && one.contentHash === other.contentHash && isLive(one) === isLive(other);
}

/** What of a node's row is renewed in place where a rebuild leaves the row: it changes without changing what the node says. */
export const renewedFields = [
  'statuteId',
  'number',
  'paragraph',
  'language',
  'repealed',
  'abolished',
  'modifiedOn',
  'url',
  'position',
] as const;
