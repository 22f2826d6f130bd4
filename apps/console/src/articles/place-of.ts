import { pathOf } from '../layout/sections.js';

/** A node's id in parts: `J0070017:87-1#2` is paragraph 2 of article 87-1 of statute J0070017. */
export interface NodePlace {
  readonly statute: string;
  readonly article?: string;
  readonly paragraph?: string;
}

export function placeOf(id: string): NodePlace {
  const [node = '', paragraph] = id.split('#', 2);
  const colon = node.lastIndexOf(':');
  if (colon < 0) return { statute: node };
  const [statute, article] = [node.slice(0, colon), node.slice(colon + 1)];
  return { statute, article, ...(paragraph === undefined ? {} : { paragraph }) };
}

/** The name of an article's place in the page of its statute. */
export function anchorOf(article: string): string {
  return `article-${article}`;
}

/** The address at which a statute, an article or a paragraph is read. */
export function readingPathOf(graph: string, id: string): string {
  const { statute, article } = placeOf(id);
  return pathOf(graph, 'statutes', statute) + (article === undefined ? '' : `#${anchorOf(article)}`);
}
