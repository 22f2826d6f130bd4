import { roundScore, scoreStep } from '@lexhop/vectors';
import { kthHighest, type RowFilter } from './kth-highest.js';
import { findRow } from './tables.js';
import { bm25, type SearchedFields, type TermIndex, termsOf } from './terms.js';
import { Turns } from './vectors.js';

interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/** Below so many documents a term is added before it is asked whether it could be left out. */
const fewDocuments = 256;

/**
 * The documents with the best BM25 scores, best first; scores that round to the same 1e-6 are ties, in order of number. Only those that share a
 * term with the query. Each term of the query counts once, however often it is said.
 *
 * Rare terms first. Once all terms that are left could not bring a document among the best that has none of those before, only the documents
 * that have are looked up in the rest: the common terms, in whose lists most of the time would go.
 */
export async function searchTerms(
  index: TermIndex,
  query: { readonly text: string; readonly fields: SearchedFields },
  limit: number,
  allows: RowFilter,
): Promise<readonly ScoredRow[]> {
  const terms = queryTermsOf(index, query);
  const scores = new DocumentScores(index, query.fields);
  const turns = new Turns();
  let rest = terms.reduce((sum, { most }) => sum + most, 0);
  let isWhole = false;
  for (const { term, most } of terms) {
    isWhole = scores.keepRivals(term, { isWhole, rest, limit, allows });
    if (isWhole) scores.addToKept(term);
    else scores.addToAll(term);
    rest -= most;
    if (turns.over) await turns.next();
  }
  return scores.best(limit, allows);
}

/** A term with the most that it can give a document. */
interface QueryTerm {
  readonly term: number;
  readonly most: number;
}

/** The terms that the index knows, the rarest first. */
function queryTermsOf(
  index: TermIndex,
  { text, fields }: { text: string; fields: SearchedFields },
): readonly QueryTerm[] {
  const numbers = [...new Set(termsOf(text))].map((term) => findRow(index.terms, term));
  return numbers
    .filter((number) => number !== undefined)
    .map((term) => ({ term, most: idfOf(index, fields, term) * (bm25.k1 + 1) }))
    .toSorted((one, other) => other.most - one.most || one.term - other.term);
}

/** ln(1 + (N − df + .5) / (df + .5)) */
function idfOf(index: TermIndex, fields: SearchedFields, term: number): number {
  const frequency = index[fields].documentFrequencies[term] ?? 0;
  return Math.log(1 + (index.documentCount - frequency + 0.5) / (frequency + 0.5));
}

/** What documents score by the terms so far. */
class DocumentScores {
  readonly #scores: Float64Array;
  /** Those with a term so far; later, of these, those that may still be among the best. Rising once they are rivals. */
  #documents: Uint32Array;
  #count = 0;
  /** What all terms so far could have given. */
  #most = 0;

  constructor(
    private readonly index: TermIndex,
    private readonly fields: SearchedFields,
  ) {
    this.#scores = new Float64Array(index.documentCount);
    this.#documents = new Uint32Array(index.documentCount);
  }

  /**
   * Whether only documents with a term so far can be among the best, whatever the rest gives; then only those are kept of which it is true.
   * Asked first before a term with many documents, and once it is so before each that follows: ever fewer are left.
   */
  keepRivals(
    term: number,
    { isWhole, rest, limit, allows }: { isWhole: boolean; rest: number; limit: number; allows: RowFilter },
  ): boolean {
    const { starts } = this.index;
    const isWorthALook = (starts[term + 1] ?? 0) - (starts[term] ?? 0) >= fewDocuments && this.#most > rest;
    if (!isWhole && !isWorthALook) return false;
    const held = this.#documents.subarray(0, this.#count);
    const floor = kthHighest(this.#scores, limit, allows, held) - 2 * scoreStep;
    if (!isWhole && floor <= rest) return false;
    const kept = held.filter((document) => (this.#scores[document] as number) + rest >= floor);
    // They came term by term; from the first time on they rise.
    this.#documents = isWhole ? kept : kept.toSorted();
    this.#count = kept.length;
    return true;
  }

  /** Adds idf · tf · (k1 + 1) / (tf + norm) of a term to every document that has it. */
  addToAll(term: number): void {
    const { starts, documents } = this.index;
    const { counts, norms } = this.index[this.fields];
    const factor = this.#factorOf(term);
    const scores = this.#scores;
    const end = starts[term + 1] ?? 0;
    for (let posting = starts[term] ?? 0; posting < end; posting++) {
      const count = counts[posting] as number;
      if (count === 0) continue;
      const document = documents[posting] as number;
      const score = scores[document] as number;
      if (score === 0) this.#documents[this.#count++] = document;
      scores[document] = score + (factor * count) / (count + (norms[document] as number));
    }
  }

  /** The same, to those that are kept: each is looked up in the term's list. */
  addToKept(term: number): void {
    const { starts, documents } = this.index;
    const { counts, norms } = this.index[this.fields];
    const factor = this.#factorOf(term);
    const end = starts[term + 1] ?? 0;
    let from = starts[term] ?? 0;
    for (const document of this.#documents) {
      from = firstFrom(documents, document, { from, end });
      if (from >= end) return;
      const count = documents[from] === document ? (counts[from] as number) : 0;
      if (count > 0)
        this.#scores[document] =
          (this.#scores[document] as number) + (factor * count) / (count + (norms[document] as number));
    }
  }

  best(limit: number, allows: RowFilter): readonly ScoredRow[] {
    const held = this.#documents.subarray(0, this.#count);
    const floor = kthHighest(this.#scores, limit, allows, held) - 2 * scoreStep;
    const found = held.filter((document) => (this.#scores[document] as number) >= floor && allows(document));
    return Array.from(found, (row) => ({ row, score: this.#scores[row] ?? 0 }))
      .toSorted((one, other) => roundScore(other.score) - roundScore(one.score) || one.row - other.row)
      .slice(0, limit);
  }

  #factorOf(term: number): number {
    const factor = idfOf(this.index, this.fields, term) * (bm25.k1 + 1);
    this.#most += factor;
    return factor;
  }
}

/** The first of the rising documents in a span that is not before this one: in steps that double, then by halving. */
function firstFrom(documents: Uint32Array, document: number, { from, end }: { from: number; end: number }): number {
  let step = 1;
  let low = from;
  while (low + step < end && (documents[low + step] as number) < document) {
    low += step;
    step *= 2;
  }
  let high = Math.min(end, low + step);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((documents[middle] as number) < document) low = middle + 1;
    else high = middle;
  }
  return low;
}
