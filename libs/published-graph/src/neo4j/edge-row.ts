import type { Edge, QuestionEdge, StatedEdge, StatedKind } from '@lexhop/graph-model';

const typeOfStated = {
  citation: 'CITES',
  delegates: 'DELEGATES',
  penalises: 'PENALISES',
  defines: 'DEFINES',
  applies: 'APPLIES',
  excepts: 'EXCEPTS',
} as const satisfies Readonly<Record<StatedKind, string>>;

/** The types of relationships that edges are. */
export type EdgeType = 'LEADS_TO' | (typeof typeOfStated)[StatedKind] | 'CONTAINS' | 'NEXT';
export const edgeTypes: readonly EdgeType[] = ['LEADS_TO', ...Object.values(typeOfStated), 'CONTAINS', 'NEXT'];

export function typesOf(kinds: readonly Edge['kind'][]): readonly EdgeType[] {
  return kinds.flatMap((kind): readonly EdgeType[] => {
    if (kind === 'question') return ['LEADS_TO'];
    return kind === 'hierarchy' ? ['CONTAINS', 'NEXT'] : [typeOfStated[kind]];
  });
}

export function typeOf(edge: Edge): EdgeType {
  if (edge.kind === 'question') return 'LEADS_TO';
  if (edge.kind !== 'hierarchy') return typeOfStated[edge.kind];
  return edge.relation === 'next' ? 'NEXT' : 'CONTAINS';
}

/** The properties of the relationship that an edge is. What its type tells is not among them. */
export function propertiesOf(edge: Edge): Readonly<Record<string, unknown>> {
  const { id, source, target } = edge;
  if (edge.kind === 'hierarchy') return { id, source, target };
  if (edge.kind === 'question') {
    const { outgoingQuestion, incomingQuestion, score, text: question, keywords } = edge;
    return { id, source, target, outgoingQuestion, incomingQuestion, score, question, keywords };
  }
  return { id, source, target, text: edge.text, ...(edge.kind === 'defines' && { weight: edge.weight }) };
}

/** Gives an edge `e` as an EdgeRow. */
export const edgeProjection = `e {.id, .source, .target, .score, .outgoingQuestion, .incomingQuestion, .keywords,
  .weight, .question, .text, type: type(e)}`;

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
  readonly weight: number | null;
}

const kindOfType = new Map(Object.entries(typeOfStated).map(([kind, type]) => [type as string, kind as StatedKind]));

/** The edge that a relationship is. */
export function edgeOf(row: EdgeRow): Edge {
  const { id, source, target, type } = row;
  const kind = kindOfType.get(type);
  if (kind !== undefined) return statedEdgeOf(row, kind);
  if (type === 'LEADS_TO') return questionEdgeOf(row);
  return { id, kind: 'hierarchy', source, target, relation: type === 'NEXT' ? 'next' : 'contains' };
}

function statedEdgeOf({ id, source, target, text, weight }: EdgeRow, kind: StatedKind): StatedEdge {
  const said = { id, source, target, text: text ?? '' };
  return kind === 'defines' ? { ...said, kind, weight: weight ?? 0 } : { ...said, kind };
}

function questionEdgeOf({ id, source, target, ...row }: EdgeRow): QuestionEdge {
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
