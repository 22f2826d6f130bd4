import { foldScript } from '@lexhop/statutes';
import { groupByKey, type Groups, GrowingArray, type RowFinder, rowFinderOf, StringTableBuilder } from './tables.js';

const run = /\p{Script=Han}+|\p{Nd}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu;
const han = /^\p{Script=Han}/u;

/**
 * The terms of a text, in order, repeated as they occur: single Han characters and overlapping Han bigrams,
 * lower-cased words of other letters, runs of digits. Full-width forms count as their usual ones, and a character of either
 * script as the other's.
 */
export function termsOf(text: string): readonly string[] {
  const terms: string[] = [];
  for (const [word] of foldScript(text.normalize('NFKC')).matchAll(run)) {
    if (han.test(word)) pushHanTerms(word, terms);
    else terms.push(word.toLowerCase());
  }
  return terms;
}

function pushHanTerms(word: string, terms: string[]): void {
  let previous = '';
  for (const character of word) {
    terms.push(character);
    if (previous !== '') terms.push(previous + character);
    previous = character;
  }
}

/** BM25's constants; with questions a document's length says less of it: tuned on the dev queries. */
export const bm25 = { k1: 1.2, b: { own: 0.75, withQuestions: 0.5 } } as const;

/** Which text of an article is searched: its own (title, headings, text), or that and its incoming questions. */
export type SearchedFields = 'own' | 'withQuestions';

/** What BM25 needs to know of each document and each posting for one set of fields. */
interface FieldStatistics {
  /** By posting: how often its term occurs in its document. */
  readonly counts: Uint16Array;
  /** By term: in how many documents it occurs. */
  readonly documentFrequencies: Uint32Array;
  /** By document: k1 · (1 − b + b · length / average length). */
  readonly norms: Float64Array;
}

/** An inverted index: for each term its documents; one list of postings serves both sets of fields. */
export interface TermIndex {
  readonly terms: RowFinder;
  /** Postings of term t are [starts[t], starts[t + 1]). */
  readonly starts: Uint32Array;
  /** By posting, ascending within a term. */
  readonly documents: Uint32Array;
  readonly own: FieldStatistics;
  readonly withQuestions: FieldStatistics;
  readonly documentCount: number;
}

/** Takes documents in order, then gives the index. */
export class TermIndexBuilder {
  readonly #numbers = new Map<string, number>();
  readonly #terms = new StringTableBuilder();
  readonly #postings = { terms: growing32(), documents: growing32(), own: growing16(), withQuestions: growing16() };
  readonly #lengths = { own: growing32(), withQuestions: growing32() };

  /** The next document: what is searched always, and what only with questions. */
  add(ownText: string, questions: readonly string[]): void {
    const own = this.#countsOf([ownText]);
    const added = this.#countsOf(questions);
    for (const [term, count] of own.counts) this.#post(term, count, count + (added.counts.get(term) ?? 0));
    for (const [term, count] of added.counts) if (!own.counts.has(term)) this.#post(term, 0, count);
    this.#lengths.own.push(own.length);
    this.#lengths.withQuestions.push(own.length + added.length);
  }

  finish(): TermIndex {
    const { starts, order } = groupByKey(this.#postings.terms.finish(), this.#numbers.size);
    const documents = this.#postings.documents.finish();
    return {
      terms: rowFinderOf(this.#terms.finish()),
      starts,
      documents: order.map((posting) => documents[posting] ?? 0),
      own: this.#statistics('own', { starts, order }),
      withQuestions: this.#statistics('withQuestions', { starts, order }),
      documentCount: this.#lengths.own.length,
    };
  }

  #statistics(fields: SearchedFields, { starts, order }: Groups): FieldStatistics {
    const counts = this.#postings[fields].finish();
    const byTerm = new Uint16Array(order.length);
    for (let place = 0; place < order.length; place++) byTerm[place] = counts[order[place] ?? 0] ?? 0;
    return {
      counts: byTerm,
      documentFrequencies: documentFrequenciesOf(byTerm, starts),
      norms: normsOf(this.#lengths[fields].finish(), bm25.b[fields]),
    };
  }

  #countsOf(texts: readonly string[]) {
    const counts = new Map<number, number>();
    const terms = texts.flatMap(termsOf);
    for (const term of terms) {
      const number = this.#numberOf(term);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    return { counts, length: terms.length };
  }

  #numberOf(term: string): number {
    const known = this.#numbers.get(term);
    if (known !== undefined) return known;
    const number = this.#terms.add(term);
    this.#numbers.set(term, number);
    return number;
  }

  #post(term: number, own: number, withQuestions: number): void {
    this.#postings.terms.push(term);
    this.#postings.documents.push(this.#lengths.own.length);
    this.#postings.own.push(Math.min(own, 0xffff));
    this.#postings.withQuestions.push(Math.min(withQuestions, 0xffff));
  }
}

function documentFrequenciesOf(counts: Uint16Array, starts: Uint32Array): Uint32Array {
  const frequencies = new Uint32Array(starts.length - 1);
  for (let term = 0; term < frequencies.length; term++) {
    let documents = 0;
    for (let posting = starts[term] ?? 0; posting < (starts[term + 1] ?? 0); posting++)
      if (counts[posting] !== 0) documents++;
    frequencies[term] = documents;
  }
  return frequencies;
}

function normsOf(lengths: Uint32Array, b: number): Float64Array {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const average = total === 0 ? 1 : total / lengths.length;
  return Float64Array.from(lengths, (length) => bm25.k1 * (1 - b + (b * length) / average));
}

function growing32() {
  return new GrowingArray((length) => new Uint32Array(length));
}

function growing16() {
  return new GrowingArray((length) => new Uint16Array(length));
}
