import { Turns } from '@lexhop/foundation';
import { kthHighest, roundScore, scoreStep } from '@lexhop/vectors';
import { findRow, type RowFilter } from './tables.js';
import { bm25, type SearchedFields, type TermIndex, termsOf } from './terms.js';

interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/** Choosing rivals among n documents takes about as long as adding 8 · n postings. */
const lookCost = 8;
/** Adding so few postings is quicker than finding out whether they can be left out. */
const fewPostings = 50_000;

/** Looking one document up in a term's postings takes about as long as adding 8 of them. */
const lookUp = 8;

/** What a search returns at most, and which documents. */
interface Wanted {
  readonly limit: number;
  readonly allows: RowFilter;
}

/**
 * Finds the documents with the best BM25 scores, best first. Scores that round to the same 1e-6 are ties, in order of number. A document that
 * shares no term with the query is never found. A term counts once, however often the query says it.
 *
 * Pruned as by MaxScore (Turtle and Flood 1995), term at a time: rare terms are added first. Once the terms that are left could not lift a new
 * document among the best, only the documents seen so far are looked up in them. Those terms are the common ones, whose postings would take most of the time.
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

/** The terms that are not added yet, together: the most that they can add to one score, and how many postings they have. */
interface Rest {
  readonly most: number;
  readonly postings: number;
}

/** One term: it adds at most idf · (k1 + 1) to a score. */
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

/** The scores of documents by the terms added so far. */
class DocumentScores {
  readonly #scores: Float64Array;
  /** The documents with a score above 0, in the order in which they were met; later only the rivals, ascending: those that may still be among the best. */
  readonly #documents: Uint32Array;
  #count = 0;
  #areRivals = false;
  /** The k-th highest score at the last look. */
  #kth = Number.NEGATIVE_INFINITY;
  /** The most that the terms so far can have added to one score. */
  #most = 0;
  /** While the rest can add more than this, choosing rivals would leave none out, or hardly any. */
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
   * Called before each term. Where the rest can no longer lift an unseen document among the best, it keeps only the rivals. It is done where it
   * saves time: while the rest has many postings, and again each time that the rest can add half of what it could.
   */
  keepRivals({ most: rest, postings }: Rest): void {
    const isWorthALook =
      postings > Math.max(fewPostings, lookCost * this.#count) && (this.#areRivals || this.#most > rest);
    if (!isWorthALook || rest > this.#nextLook) return;
    const floor = this.#floor();
    if (!this.#areRivals && floor <= rest) {
      // The floor rises by no more than the rest falls, so they can't meet before their middle. Without a floor nothing is known.
      if (floor > Number.NEGATIVE_INFINITY) this.#nextLook = (floor + rest) / 2;
      return;
    }
    this.#keepFrom(floor - rest);
    this.#areRivals = true;
    this.#nextLook = rest / 2;
  }

  /** Adds idf · tf · (k1 + 1) / (tf + norm) of a term to every document that has it, or, where rivals are few, to those rivals that have it. */
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

  /** Keeps the documents that score at least this much now. */
  #keepFrom(least: number): void {
    const documents = this.#documents;
    const held = this.#count;
    this.#count = 0;
    for (let place = 0; place < held; place++) {
      const document = documents[place] as number;
      if ((this.#scores[document] as number) >= least) documents[this.#count++] = document;
    }
    // They came term by term. Once sorted, they stay so.
    if (!this.#areRivals) documents.subarray(0, this.#count).sort();
  }

  /** The least score, by the terms so far, with which a document can be among the best. */
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

  /** Looks each rival up in the term's postings. */
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

/** The place of the first document in an ascending span that is not below this one, by galloping search. */
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
