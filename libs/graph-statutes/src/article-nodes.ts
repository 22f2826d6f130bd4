import { articleId, type ArticleNode, articlesInOrder, contentHashOf, paragraphId } from '@lexhop/graph-model';
import { type Article, paragraphsOf, type Statute } from '@lexhop/statutes';
import type { StatuteRecord, StatuteWithNodes } from '@lexhop/graph-store';

type Place = Pick<ArticleNode, 'id' | 'level' | 'text' | 'paragraph' | 'repealed'>;

/**
 * Every node that a statute can have, in order: each article, followed by its paragraphs where it has two or more.
 * The only paragraph of an article gets no node, because it would have the same text as the article.
 */
export function articleNodesOf(statute: Statute): readonly ArticleNode[] {
  const places = statute.articles.flatMap((article) =>
    placesOf(statute.id, article).map((place) => ({ article, place })),
  );
  return places.map(({ article, place }, position) => nodeAt(statute, article, place, position));
}

function placesOf(statuteId: string, article: Article): readonly Place[] {
  const { number, text, repealed, paragraphs } = article;
  const whole: Place = { id: articleId(statuteId, number), level: 'article', text, repealed };
  if (paragraphs.length < 2) return [whole];
  const parts = paragraphs.map((paragraph): Place => ({
    id: paragraphId(statuteId, number, paragraph.number),
    level: 'paragraph',
    paragraph: paragraph.number,
    text: paragraph.text,
    repealed,
  }));
  return [whole, ...parts];
}

function nodeAt(statute: Statute, article: Article, place: Place, position: number): ArticleNode {
  const node = {
    ...place,
    statuteId: statute.id,
    statuteTitle: statute.title,
    number: article.number,
    headingPath: [...article.headingPath],
    language: statute.language,
    abolished: statute.abolished,
    position,
    ...(statute.modifiedOn === undefined ? {} : { modifiedOn: statute.modifiedOn }),
    ...(statute.url === undefined ? {} : { url: statute.url }),
  };
  return { ...node, contentHash: contentHashOf(node) };
}

/** Makes a statute as it was uploaded from its articles' nodes. Paragraphs are read again from the articles' texts. */
export function statuteFromNodes(record: StatuteRecord, nodes: readonly ArticleNode[]): StatuteWithNodes {
  const articles = articlesInOrder(nodes).map(articleOf);
  return { statute: record, nodes: articleNodesOf({ ...record, articles }) };
}

function articleOf({ number, headingPath, text, repealed }: ArticleNode): Article {
  return { number, headingPath, text, repealed, paragraphs: paragraphsOf(text) };
}
