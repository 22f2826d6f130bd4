import type { Words } from '../words/catalogues.js';
import { pathOf } from '../layout/navigation.js';

/** Names nodes as people do: 著作權法第 52 條; by id where the statute's title is not known. */
export type NodeNames = (id: string) => string;

/** Names for these nodes and for all others of the same statutes. */
export function namesOf(
  articles: readonly { readonly statuteId: string; readonly statuteTitle: string }[],
  { t }: Pick<Words, 't'>,
): NodeNames {
  const titles = new Map(articles.map(({ statuteId, statuteTitle }) => [statuteId, statuteTitle]));
  return (id) => {
    const { statute, article, paragraph } = placeOf(id);
    const title = titles.get(statute);
    if (title === undefined || article === undefined) return id;
    return paragraph === undefined
      ? t('article.name', { title, article })
      : t('article.paragraph', { title, article, paragraph });
  };
}

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
