import type { ArticleNode } from '@lexhop/graph-model';
import type { StatuteRecord, StatuteWithNodes } from '@lexhop/graph-store';
import { type Article, paragraphsOf } from '@lexhop/statutes';
import { articleNodesOf } from '../article-nodes-of.js';

/** A statute as it was uploaded, from its articles' nodes: paragraphs are read again from the articles' texts. */
export function statuteFromNodes(record: StatuteRecord, nodes: readonly ArticleNode[]): StatuteWithNodes {
  const articles = nodes
    .filter((node) => node.level === 'article')
    .toSorted((one, other) => one.position - other.position)
    .map(articleOf);
  return { statute: record, nodes: articleNodesOf({ ...record, articles }) };
}

function articleOf({ number, headingPath, text, repealed }: ArticleNode): Article {
  return { number, headingPath, text, repealed, paragraphs: paragraphsOf(text) };
}
