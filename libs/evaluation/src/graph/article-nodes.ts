import { type ArticleNode, contentHashOf } from '@lexhop/graph-model';
import { parseArticleNumber, statuteId } from '@lexhop/statutes';
import type { CorpusArticle } from '../files/corpus.js';

/** A corpus as nodes, in its order, ids as they are. */
export function articleNodesOf(corpus: readonly CorpusArticle[]): readonly ArticleNode[] {
  return corpus.map(nodeOf);
}

/** Whether a node's id says which article of which statute it is, as citations do. */
export function hasCanonicalId({ id, statuteId: statute, number }: ArticleNode): boolean {
  return id === `${statute}:${number}`;
}

function nodeOf({ id, law, article, chapter, text }: CorpusArticle, position: number): ArticleNode {
  const [pcode, number] = id.split(':');
  const language = languageOf(article);
  const node = {
    id,
    level: 'article' as const,
    statuteId: pcode && number ? pcode : statuteId({ title: law, language }),
    statuteTitle: law,
    number: number ?? parseArticleNumber(article) ?? article,
    headingPath: chapter
      .split('>')
      .map((heading) => heading.trim())
      .filter(Boolean),
    text,
    language,
    // Every line of a corpus is searched: whoever made it chose what is in it.
    repealed: false,
    abolished: false,
    position,
  };
  return { ...node, contentHash: contentHashOf(node) };
}

/** The word for an article differs by script. */
function languageOf(label: string): ArticleNode['language'] {
  if (label.includes('條')) return 'zh-Hant';
  return label.includes('条') ? 'zh-Hans' : 'en';
}
