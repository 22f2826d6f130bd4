import {
  type ArticleNode,
  articleId,
  type CitationEdge,
  contentHashOf,
  type Direction,
  edgeId,
  paragraphId,
  type PseudoQuery,
  pseudoQueryId,
  type RelationEdge,
} from '@lexhop/graph-model';
import type { EdgeToSave } from '../edge-draft.js';
import type { StatuteRecord, StatuteWithNodes } from '../postgres/put-statutes.js';

/** An article's node, `T0000001:1` unless said otherwise; its content hash follows from its text. */
export function aNode(overrides: Partial<ArticleNode> = {}): ArticleNode {
  const statuteId = overrides.statuteId ?? 'T0000001';
  const number = overrides.number ?? '1';
  const node = {
    id: articleId(statuteId, number),
    level: 'article' as const,
    statuteId,
    statuteTitle: `法規 ${statuteId}`,
    number,
    headingPath: ['第 一 章 總則'],
    text: `第 ${number} 條的內容。`,
    language: 'zh-Hant' as const,
    repealed: false,
    abolished: false,
    position: Number.parseInt(number, 10),
    ...overrides,
  };
  return { ...node, contentHash: overrides.contentHash ?? contentHashOf(node) };
}

/** A paragraph of an article's node. */
export function aParagraph(article: ArticleNode, paragraph: number, overrides: Partial<ArticleNode> = {}): ArticleNode {
  const { statuteId, number } = article;
  return aNode({
    id: paragraphId(statuteId, number, paragraph),
    level: 'paragraph',
    statuteId,
    number,
    paragraph,
    text: `第 ${number} 條第 ${paragraph} 項的內容。`,
    ...overrides,
  });
}

/** A statute of these nodes. */
export function aStatute(nodes: readonly ArticleNode[], overrides: Partial<StatuteRecord> = {}): StatuteWithNodes {
  const [first = aNode()] = nodes;
  const statute: StatuteRecord = {
    id: first.statuteId,
    title: first.statuteTitle,
    level: 'law',
    language: 'zh-Hant',
    abolished: false,
    sourceFile: 'statutes.json',
    articleCount: nodes.filter((node) => node.level === 'article').length,
    ...overrides,
  };
  return { statute, nodes };
}

/** A question of a node. */
export function aQuestion(nodeId: string, direction: Direction, text: string, keywords = ['關鍵']): PseudoQuery {
  return { id: pseudoQueryId(nodeId, direction, text), nodeId, direction, text, keywords, draftedBy: 'test/drafter' };
}

export function aCitation(source: string, target: string, text = '依前條'): CitationEdge {
  return { id: edgeId('citation', source, target), kind: 'citation', source, target, text };
}

/** What one article says of another, in these words. */
export function aRelation(kind: RelationEdge['kind'], source: string, target: string, text: string): RelationEdge {
  return { id: edgeId(kind, source, target), kind, source, target, text };
}

/** A question edge as it is saved. */
export function aQuestionEdge(outgoing: PseudoQuery, incoming: PseudoQuery, score = 0.5): EdgeToSave {
  const [source, target] = [outgoing.nodeId, incoming.nodeId];
  return {
    id: edgeId('question', source, target, incoming.id),
    kind: 'question',
    source,
    target,
    outgoingQuestion: outgoing.id,
    incomingQuestion: incoming.id,
    score,
  };
}
