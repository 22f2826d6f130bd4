import { findRow } from './tables.js';
import { bm25, type SearchedFields, type TermIndex, termsOf } from './terms.js';
import { bestRows, type ScoredRow, Turns } from './vectors.js';

/** A document's place in a search: whether it may be returned. */
export type RowFilter = (row: number) => boolean;

/**
 * The documents with the best BM25 scores, best first, ties by number; only those that share a term with the query.
 * Each term of the query counts once, however often it is said.
 */
export async function searchTerms(
  index: TermIndex,
  query: { readonly text: string; readonly fields: SearchedFields },
  limit: number,
  allows: RowFilter,
): Promise<readonly ScoredRow[]> {
  const scores = new Float64Array(index.documentCount);
  const turns = new Turns();
  for (const term of termNumbersOf(index, query.text)) {
    addTerm(index, query.fields, term, scores);
    if (turns.over) await turns.next();
  }
  for (let row = 0; row < scores.length; row++) if (scores[row] === 0 || !allows(row)) scores[row] = Number.NaN;
  return bestRows(scores, limit);
}

function termNumbersOf(index: TermIndex, text: string): readonly number[] {
  const numbers = [...new Set(termsOf(text))].map((term) => findRow(index.terms, term));
  return numbers.filter((number) => number !== undefined);
}

/** Adds idf · tf · (k1 + 1) / (tf + norm) of one term to the documents that have it; idf = ln(1 + (N − df + .5) / (df + .5)). */
function addTerm(index: TermIndex, fields: SearchedFields, term: number, scores: Float64Array): void {
  const { counts, documentFrequencies, norms } = index[fields];
  const frequency = documentFrequencies[term] ?? 0;
  const idf = Math.log(1 + (index.documentCount - frequency + 0.5) / (frequency + 0.5));
  const end = index.starts[term + 1] ?? 0;
  for (let posting = index.starts[term] ?? 0; posting < end; posting++) {
    const count = counts[posting] ?? 0;
    const document = index.documents[posting] ?? 0;
    scores[document] = (scores[document] ?? 0) + (idf * count * (bm25.k1 + 1)) / (count + (norms[document] ?? 0));
  }
}
