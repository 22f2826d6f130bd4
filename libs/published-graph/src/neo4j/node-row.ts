import type { ArticleNode, Interval, PseudoQuery } from '@lexhop/graph-model';
import type { ChangedRows } from '@lexhop/graph-store';
import neo4j, { type Vector } from 'neo4j-driver';
import { searchedForm } from './reader/full-text-query.js';

export type Nodes = ChangedRows<ArticleNode>;
export type Questions = ChangedRows<PseudoQuery>;
type NodeRow = Nodes['rows'][number];

/** A node to create: its properties, and its vector where it has one. */
export interface OpenedRow {
  readonly properties: Readonly<Record<string, unknown>> & { readonly key: string };
  /** Becomes a list of 32-bit floats. */
  readonly vector?: Vector<Float32Array>;
}

export function nodeKey(graph: string, id: string, since: number): string {
  return `${graph}/${id}/${since}`;
}

export function questionKey(
  graph: string,
  { direction, id, since }: Pick<PseudoQuery, 'direction' | 'id'> & Pick<Interval, 'since'>,
): string {
  return `${graph}/${direction}/${id}/${since}`;
}

/** The properties of an article's node: its fields, and its texts as they are searched. */
export function articleFields({ hasVector: _hasVector, ...fields }: NodeRow) {
  return {
    ...fields,
    searchedText: searchedForm(fields.text),
    searchedHeadings: fields.headingPath.map(searchedForm),
    searchedTitle: searchedForm(fields.statuteTitle),
  };
}

export function openedArticles(graph: string, { rows, vectors }: Nodes): readonly OpenedRow[] {
  const next = vectorsInOrder(rows, vectors);
  return rows.map((row) => ({
    properties: { key: nodeKey(graph, row.id, row.since), graph, ...articleFields(row) },
    ...next(row),
  }));
}

/** The nodes of questions. The texts of outgoing ones are not searched. */
export function openedQuestions(graph: string, { rows, vectors }: Questions): readonly OpenedRow[] {
  const next = vectorsInOrder(rows, vectors);
  return rows.map((row) => {
    const { hasVector: _hasVector, ...fields } = row;
    const searched = { searchedText: searchedForm(row.text), searchedKeywords: row.keywords.map(searchedForm) };
    const properties = { key: questionKey(graph, row), graph, ...fields };
    return { properties: row.direction === 'incoming' ? { ...properties, ...searched } : properties, ...next(row) };
  });
}

/** Gives each row its vector, when asked for one row after the other: `vectors` are of the rows that have one, in their order. */
function vectorsInOrder(rows: readonly { readonly hasVector?: boolean }[], vectors: Float32Array) {
  const dimensions = vectors.length / Math.max(1, rows.filter(({ hasVector }) => hasVector).length);
  let end = 0;
  return ({ hasVector }: { readonly hasVector?: boolean }): Pick<OpenedRow, 'vector'> =>
    hasVector ? { vector: neo4j.vector(vectors.slice(end, (end += dimensions))) } : {};
}
