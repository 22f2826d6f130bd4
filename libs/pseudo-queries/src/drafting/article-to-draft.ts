import type { ArticleNode } from '@lexhop/graph-model';
import { type Definition, definitionsIn, definitionsUsedBy } from './definitions.js';

/** An article with all that its questions are drafted from. */
export interface ArticleToDraft {
  readonly node: Pick<
    ArticleNode,
    'id' | 'contentHash' | 'statuteTitle' | 'headingPath' | 'number' | 'text' | 'language'
  >;
  /** Heading paths of the articles before and after it that stand under other headings, nearest first; at most two each way. */
  readonly nearbyHeadings: readonly string[];
  readonly definitions: readonly Definition[];
}

const mostHeadings = 2;

/**
 * Nodes to draft with what their statute says around them.
 * @param statute all nodes of their statute, in order of position.
 * @param wanted ids of the nodes to draft.
 */
export function articlesToDraft(statute: readonly ArticleNode[], wanted: ReadonlySet<string>): ArticleToDraft[] {
  const definitions = definitionsIn(statute);
  const headings = statute.map(({ headingPath }) => headingPath.join(' '));
  return statute.flatMap((node, place) =>
    wanted.has(node.id)
      ? [{ node, nearbyHeadings: headingsAround(headings, place), definitions: definitionsUsedBy(node, definitions) }]
      : [],
  );
}

function headingsAround(headings: readonly string[], place: number): string[] {
  const own = headings[place];
  const distinct = (around: readonly string[]) =>
    [...new Set(around)].filter((heading) => heading !== own && heading !== '').slice(0, mostHeadings);
  return [...distinct(headings.slice(0, place).toReversed()), ...distinct(headings.slice(place + 1))];
}
