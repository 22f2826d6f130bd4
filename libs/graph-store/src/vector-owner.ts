import type { ArticleNode } from '@lexhop/graph-model';

/**
 * Who a node's vector belongs to: the node *and* its text, `J0070017:87-1@<first 16 hex digits of the content hash>`,
 * so that a changed node is an owner without a vector. A question is its own owner, by its id.
 */
export function vectorOwnerOf(node: Pick<ArticleNode, 'id' | 'contentHash'>): string {
  return `${node.id}@${node.contentHash.slice(0, 16)}`;
}
