import { articleId, type ArticleNode, contentHashOf } from '@lexhop/graph-model';
import type { ArticleToDraft } from '../drafting/articles-to-draft.js';

/** An article's node, 著作權法 第一條 unless said otherwise. */
export function anArticleNode(overrides: Partial<ArticleNode> = {}): ArticleNode {
  const number = overrides.number ?? '1';
  const text = {
    statuteTitle: '著作權法',
    headingPath: ['第 一 章 總則'],
    text: '為保障著作人著作權益，調和社會公共利益，促進國家文化發展，特制定本法。',
    ...overrides,
  };
  return {
    id: articleId('J0070017', number),
    level: 'article',
    statuteId: 'J0070017',
    number,
    language: 'zh-Hant',
    repealed: false,
    abolished: false,
    position: 0,
    contentHash: contentHashOf(text),
    ...text,
  };
}

/** An article to draft, with nothing around it. */
export function anArticleToDraft(overrides: Partial<ArticleNode> = {}): ArticleToDraft {
  return { node: anArticleNode(overrides), nearbyHeadings: [], definitions: [] };
}
