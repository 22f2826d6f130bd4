import type { ArticleNode } from '@lexhop/graph-model';

/** Whether a node is drafted, embedded and retrieved: neither repealed nor of an abolished statute. */
export function isLive(node: Pick<ArticleNode, 'repealed' | 'abolished'>): boolean {
  return !node.repealed && !node.abolished;
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
