import { roundScore, scoreStep } from '@lexhop/vectors';
import { kthHighest } from '@lexhop/vectors';
import { findRow, type RowFilter } from './tables.js';
import { bm25, type SearchedFields, type TermIndex, termsOf } from './terms.js';
import { Turns } from './vectors.js';

interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/** A look at the scores of some documents, and what follows from it, costs as much as going over this many times as many postings. */
const lookCost = 8;
/** To go over so few takes less time than to see whether it is needed. */
const fewPostings = 50_000;

/** Looking a document up in a term's list costs as much as going over so many of the list. */
const lookUp = 8;

/** What a search returns at most, and which documents. */
interface Wanted {
  readonly limit: number;
  readonly allows: RowFilter;
}

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
  const scores = new DocumentScores(index, query.fields, { limit, allows });
  const turns = new Turns();
  const rest = { most: 0, postings: 0 };
  for (const term of terms) {
    rest.most += term.most;
    rest.postings += term.postings;
  }
  for (const term of terms) {
    scores.keepRivals(rest);
    scores.add(term);
    rest.most -= term.most;
    rest.postings -= term.postings;
    if (turns.over) await turns.next();
  }
  return scores.best();
}

/** What terms that are not added yet could give a document, and how many documents they have, together. */
interface Rest {
  readonly most: number;
  readonly postings: number;
}

/** A term with the most that it can give a document, idf · (k1 + 1), and how many documents it has. */
interface QueryTerm extends Rest {
  readonly term: number;
}

/** The terms that the index knows, the rarest first. */
function queryTermsOf(
  index: TermIndex,
  { text, fields }: { text: string; fields: SearchedFields },
): readonly QueryTerm[] {
  const numbers = [...new Set(termsOf(text))].map((term) => findRow(index.terms, term));
  return numbers
    .filter((number) => number !== undefined)
    .map((term) => ({
      term,
      most: idfOf(index, fields, term) * (bm25.k1 + 1),
      postings: (index.starts[term + 1] ?? 0) - (index.starts[term] ?? 0),
    }))
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
  /** Those with a term so far; later, of these, the rivals: those that may still be among the best, rising. */
  readonly #documents: Uint32Array;
  #count = 0;
  #areRivals = false;
  /** The k-th highest score at the last look. */
  #kth = Number.NEGATIVE_INFINITY;
  /** What all terms so far could have given. */
  #most = 0;
  /** With more than this left, a look at the scores would find no fewer rivals, or hardly. */
  #nextLook = Number.POSITIVE_INFINITY;

  constructor(
    private readonly index: TermIndex,
    private readonly fields: SearchedFields,
    private readonly wanted: Wanted,
  ) {
    this.#scores = new Float64Array(index.documentCount);
    this.#documents = new Uint32Array(index.documentCount);
  }

  /**
   * Keeps only the documents that can be among the best whatever the rest gives, once none without a term so far can be. Asked before each term,
   * it looks where that is worth its time: while the rest has many postings, and again each time that half of what it gives is gone.
   */
  keepRivals({ most: rest, postings }: Rest): void {
    const isWorthALook =
      postings > Math.max(fewPostings, lookCost * this.#count) && (this.#areRivals || this.#most > rest);
    if (!isWorthALook || rest > this.#nextLook) return;
    const floor = this.#floor();
    if (!this.#areRivals && floor <= rest) {
      // The floor rises by no more than the rest falls: before they have met, nothing is to be seen. A floor that is not there yet may be anywhere.
      if (floor > Number.NEGATIVE_INFINITY) this.#nextLook = (floor + rest) / 2;
      return;
    }
    this.#keepFrom(floor - rest);
    this.#areRivals = true;
    this.#nextLook = rest / 2;
  }

  /** Adds idf · tf · (k1 + 1) / (tf + norm) of a term to every document that has it; where rivals are few, to those of them. */
  add(term: QueryTerm): void {
    this.#most += term.most;
    if (this.#areRivals && this.#count * lookUp < term.postings) this.#addToRivals(term);
    else this.#addToAll(term);
  }

  best(): readonly ScoredRow[] {
    const { limit, allows } = this.wanted;
    const floor = this.#floor();
    const held = this.#documents.subarray(0, this.#count);
    const found = held.filter((document) => (this.#scores[document] as number) >= floor && allows(document));
    return Array.from(found, (row) => ({ row, score: this.#scores[row] ?? 0 }))
      .toSorted((one, other) => roundScore(other.score) - roundScore(one.score) || one.row - other.row)
      .slice(0, limit);
  }

  /** Keeps the documents that have this score now. */
  #keepFrom(least: number): void {
    const documents = this.#documents;
    const held = this.#count;
    this.#count = 0;
    for (let place = 0; place < held; place++) {
      const document = documents[place] as number;
      if ((this.#scores[document] as number) >= least) documents[this.#count++] = document;
    }
    // They came term by term; from the first time on they rise.
    if (!this.#areRivals) documents.subarray(0, this.#count).sort();
  }

  /** What a document among the best scores at least, by the terms so far. */
  #floor(): number {
    const { limit, allows } = this.wanted;
    const rows = this.#documents.subarray(0, this.#count);
    // Scores only rise.
    this.#kth = kthHighest(this.#scores, limit, allows, { rows, atLeast: this.#kth });
    return this.#kth - 2 * scoreStep;
  }

  #addToAll({ term, most }: QueryTerm): void {
    const { starts, documents } = this.index;
    const { counts, norms } = this.index[this.fields];
    const scores = this.#scores;
    const end = starts[term + 1] ?? 0;
    for (let posting = starts[term] ?? 0; posting < end; posting++) {
      const count = counts[posting] as number;
      if (count === 0) continue;
      const document = documents[posting] as number;
      const score = scores[document] as number;
      if (score === 0 && !this.#areRivals) this.#documents[this.#count++] = document;
      scores[document] = score + (most * count) / (count + (norms[document] as number));
    }
  }

  /** Each rival is looked up in the term's list. */
  #addToRivals({ term, most }: QueryTerm): void {
    const { starts, documents } = this.index;
    const { counts, norms } = this.index[this.fields];
    const scores = this.#scores;
    const end = starts[term + 1] ?? 0;
    let from = starts[term] ?? 0;
    for (let place = 0; place < this.#count; place++) {
      const document = this.#documents[place] as number;
      from = firstFrom(documents, document, { from, end });
      if (from >= end) return;
      const count = documents[from] === document ? (counts[from] as number) : 0;
      if (count > 0)
        scores[document] = (scores[document] as number) + (most * count) / (count + (norms[document] as number));
    }
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
