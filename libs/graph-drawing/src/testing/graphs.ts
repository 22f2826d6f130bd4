import type { Colours } from '../drawn-graph.js';
import { type EdgeKind, edgeKinds, type GraphEdge, type GraphNode, type Neighbourhood } from '../view.js';

/** An article, `A1:1` of statute A1. */
export function anArticle(id: string): GraphNode {
  const [statuteId = '', number = ''] = id.split(':');
  return {
    id,
    level: 'article',
    statuteId,
    statuteTitle: `法規${statuteId}`,
    number,
    headingPath: ['第一章'],
    text: `第 ${number} 條的內容。`,
    language: 'zh-Hant',
    repealed: false,
    abolished: false,
    position: 0,
    contentHash: '0'.repeat(64),
  };
}

export function aQuestionEdge(source: string, target: string, score: number): GraphEdge {
  const id = `q ${source} ${target}`;
  const questions = { outgoingQuestion: `${source}?out-1`, incomingQuestion: `${target}?in-1` };
  return {
    id,
    kind: 'question',
    source,
    target,
    ...questions,
    text: `${target}的期限為何？`,
    keywords: ['期限'],
    score,
  };
}

export function aCitation(source: string, target: string): GraphEdge {
  return { id: `c ${source} ${target}`, kind: 'citation', source, target, text: '依前條' };
}

export function aNeighbourhood(nodes: readonly GraphNode[], edges: readonly GraphEdge[], leftOut = 0): Neighbourhood {
  return { build: 1, nodes: [...nodes], edges: [...edges], leftOut };
}

/** Another colour for everything that has one. */
export const colours: Colours = {
  ...(Object.fromEntries(edgeKinds.map((kind, place) => [kind, `#00${place}`])) as Record<EdgeKind, string>),
  chosen: '#222',
  label: '#666',
  paper: '#fff',
  clusters: ['#111'],
};
