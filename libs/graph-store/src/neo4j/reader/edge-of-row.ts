import type { Edge } from '@lexhop/graph-model';

/** A relationship between articles, as it is read. */
export interface EdgeRow {
  readonly type: 'LEADS_TO' | 'CITES' | 'CONTAINS' | 'NEXT';
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly outgoingQuestion: string | null;
  readonly incomingQuestion: string | null;
  readonly question: string | null;
  readonly keywords: readonly string[] | null;
  readonly score: number | null;
  readonly text: string | null;
  readonly mutatisMutandis: boolean | null;
}

/** The edge that a relationship is. */
export function edgeOfRow(row: EdgeRow): Edge {
  const ends = { id: row.id, source: row.source, target: row.target };
  if (row.type === 'LEADS_TO') return { ...ends, kind: 'question', ...questionFieldsOf(row) };
  if (row.type !== 'CITES') return { ...ends, kind: 'hierarchy', relation: row.type === 'NEXT' ? 'next' : 'contains' };
  return { ...ends, kind: 'citation', text: row.text ?? '', mutatisMutandis: row.mutatisMutandis ?? false };
}

function questionFieldsOf({ outgoingQuestion, incomingQuestion, question, keywords, score }: EdgeRow) {
  return {
    outgoingQuestion: outgoingQuestion ?? '',
    incomingQuestion: incomingQuestion ?? '',
    text: question ?? '',
    keywords: [...(keywords ?? [])],
    score: score ?? 0,
  };
}
