import type { Edge } from '@lexhop/graph-model';

/** The types of relationships that edges are. */
export const edgeTypes = ['LEADS_TO', 'CITES', 'CONTAINS', 'NEXT'] as const;
export type EdgeType = (typeof edgeTypes)[number];

const typesOfKinds: Readonly<Record<Edge['kind'], readonly EdgeType[]>> = {
  question: ['LEADS_TO'],
  citation: ['CITES'],
  hierarchy: ['CONTAINS', 'NEXT'],
};

export function typesOf(kinds: readonly Edge['kind'][]): readonly EdgeType[] {
  return kinds.flatMap((kind) => typesOfKinds[kind]);
}

export function typeOf(edge: Edge): EdgeType {
  if (edge.kind === 'question') return 'LEADS_TO';
  if (edge.kind === 'citation') return 'CITES';
  return edge.relation === 'next' ? 'NEXT' : 'CONTAINS';
}

/** What is set on the relationship that an edge is; what its type tells is left out. */
export function propertiesOf(edge: Edge): Readonly<Record<string, unknown>> {
  const { id, source, target } = edge;
  if (edge.kind === 'citation') {
    return { id, source, target, text: edge.text, mutatisMutandis: edge.mutatisMutandis };
  }
  if (edge.kind === 'hierarchy') return { id, source, target };
  const { outgoingQuestion, incomingQuestion, score, text: question, keywords } = edge;
  return { id, source, target, outgoingQuestion, incomingQuestion, score, question, keywords };
}

/** An edge `e` as it is read back; its kind is told by its type. */
export const edgeProjection = `e {.id, .source, .target, .score, .outgoingQuestion, .incomingQuestion, .keywords,
  .mutatisMutandis, .question, .text, type: type(e)}`;

/** The properties of a relationship, as a statement returns them; null where its type has none. */
export interface EdgeRow {
  readonly type: EdgeType;
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly score: number | null;
  readonly outgoingQuestion: string | null;
  readonly incomingQuestion: string | null;
  readonly question: string | null;
  readonly keywords: readonly string[] | null;
  readonly text: string | null;
  readonly mutatisMutandis: boolean | null;
}

/** The edge that a relationship is. */
export function edgeOf(row: EdgeRow): Edge {
  const { id, source, target } = row;
  if (row.type === 'CITES') {
    const { text, mutatisMutandis } = row;
    return { id, kind: 'citation', source, target, text: text ?? '', mutatisMutandis: mutatisMutandis === true };
  }
  if (row.type !== 'LEADS_TO') {
    return { id, kind: 'hierarchy', source, target, relation: row.type === 'NEXT' ? 'next' : 'contains' };
  }
  return {
    id,
    kind: 'question',
    source,
    target,
    outgoingQuestion: row.outgoingQuestion ?? '',
    incomingQuestion: row.incomingQuestion ?? '',
    text: row.question ?? '',
    keywords: (row.keywords ?? []).toSorted(),
    score: row.score ?? 0,
  };
}
