import { roundScore } from '@lexhop/vectors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchTerms } from './search-terms.js';
import { bm25, type SearchedFields, type TermIndex, TermIndexBuilder, termsOf } from './terms.js';
import { findRow } from './tables.js';

const everything = () => true;

/** Three documents, of 3, 1 and 2 terms (4, 1 and 4 with questions): `a b a`, `b`, `c d`; the third also answers `a e`, the first `b`. */
function threeDocuments() {
  const builder = new TermIndexBuilder();
  builder.add('a b a', ['b']);
  builder.add('b', []);
  builder.add('c d', ['a e']);
  return builder.finish();
}

describe('searchTerms', () => {
  it('scores as BM25 does by hand', async () => {
    const hits = await searchTerms(threeDocuments(), { text: 'a b', fields: 'own' }, 10, everything);
    // N 3, average length 2; df(a) 1: idf ln(1 + 2.5/1.5); df(b) 2: idf ln(1 + 1.5/2.5).
    // Document 0, length 3: norm 1.2 · (.25 + .75 · 1.5) = 1.65; tf(a) 2, tf(b) 1.
    // Document 1, length 1: norm 1.2 · (.25 + .75 · .5) = .75; tf(b) 1.
    expect(hits.map(({ row }) => row)).toEqual([0, 1]);
    expect(hits[0]?.score).toBeCloseTo(0.98083 * ((2 * 2.2) / 3.65) + 0.47 * (2.2 / 2.65), 4);
    expect(hits[1]?.score).toBeCloseTo(0.47 * (2.2 / 1.75), 4);
  });

  it('counts the words of questions in terms, lengths and frequencies, when asked', async () => {
    const hits = await searchTerms(threeDocuments(), { text: 'a', fields: 'withQuestions' }, 10, everything);
    // Lengths 4, 1, 4, average 3; df(a) 2: idf ln(1 + 1.5/2.5) = .47; norm of 0 and 2: 1.2 · (.5 + .5 · 4/3) = 1.4.
    expect(hits.map(({ row }) => row)).toEqual([0, 2]);
    expect(hits[0]?.score).toBeCloseTo(0.47 * (4.4 / 3.4), 4);
    expect(hits[1]?.score).toBeCloseTo(0.47 * (2.2 / 2.4), 4);
  });

  it('counts a term of the query once, however often it is said', async () => {
    const once = await searchTerms(threeDocuments(), { text: 'a', fields: 'own' }, 10, everything);
    expect(await searchTerms(threeDocuments(), { text: 'a A a', fields: 'own' }, 10, everything)).toEqual(once);
  });

  it('returns only documents that share a term and pass the filter', async () => {
    const others = await searchTerms(threeDocuments(), { text: 'a b', fields: 'own' }, 10, (row) => row !== 0);
    expect(others.map(({ row }) => row)).toEqual([1]);
  });

  it('finds nothing in nothing', async () => {
    expect(await searchTerms(new TermIndexBuilder().finish(), { text: 'a', fields: 'own' }, 10, everything)).toEqual(
      [],
    );
  });

  it('orders documents of equal score by number', async () => {
    const builder = new TermIndexBuilder();
    for (let document = 0; document < 5; document++) builder.add('same words', []);
    const hits = await searchTerms(builder.finish(), { text: 'same', fields: 'own' }, 3, everything);
    expect(hits.map(({ row }) => row)).toEqual([0, 1, 2]);
  });

  it('finds what adding up every term of every document finds', async () => {
    const index = commonAndRareWords(1_200);
    const words = fc.array(fc.tuple(fc.nat(9), fc.nat(40)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(words, fc.integer({ min: 1, max: 30 }), fc.nat(3), async (chosen, limit, refused) => {
        const text = chosen.map(([common, rare]) => `c${common} r${rare}`).join(' ');
        const allows = (row: number) => row % 4 !== refused;
        for (const fields of ['own', 'withQuestions'] as const) {
          const found = await searchTerms(index, { text, fields }, limit, allows);
          const expected = naively(index, { text, fields }, limit, allows);
          expect(found.map(({ row }) => row)).toEqual(expected.map(({ row }) => row));
          for (const [place, { score }] of found.entries()) expect(score).toBeCloseTo(expected[place]?.score ?? NaN, 9);
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** Words of which some are in nearly every document, others in few. */
function commonAndRareWords(documents: number): TermIndex {
  const builder = new TermIndexBuilder();
  for (let document = 0; document < documents; document++) {
    const common = Array.from({ length: 10 }, (_, word) =>
      (document * 7 + word * 3) % 10 < 9 - word / 2 ? `c${word} ` : '',
    );
    const rare = (document * 31) % 97 < 41 ? `r${(document * 31) % 97} r${(document * 13) % 41}` : '';
    builder.add(
      `${common.join('')} ${rare} ${'x '.repeat(document % 5)}`,
      document % 3 === 0 ? [`c1 r${document % 41}`] : [],
    );
  }
  return builder.finish();
}

function naively(
  index: TermIndex,
  { text, fields }: Parameters<typeof searchTerms>[1],
  limit: number,
  allows: (row: number) => boolean,
) {
  const scores = new Map<number, number>();
  for (const term of new Set(termsOf(text))) {
    for (const [document, given] of givenBy(index, fields, findRow(index.terms, term) ?? -1))
      if (allows(document)) scores.set(document, (scores.get(document) ?? 0) + given);
  }
  return [...scores]
    .map(([row, score]) => ({ row, score }))
    .toSorted((one, other) => roundScore(other.score) - roundScore(one.score) || one.row - other.row)
    .slice(0, limit);
}

/** What a term gives each document that has it. */
function givenBy(index: TermIndex, fields: SearchedFields, term: number): readonly (readonly [number, number])[] {
  const { counts, documentFrequencies, norms } = index[fields];
  const frequency = documentFrequencies[term] ?? 0;
  const idf = Math.log(1 + (index.documentCount - frequency + 0.5) / (frequency + 0.5));
  const [start = 0, end = 0] = [index.starts[term], index.starts[term + 1]];
  return Array.from({ length: end - start }, (_, at) => start + at)
    .filter((posting) => counts[posting] !== 0)
    .map((posting) => {
      const [document = 0, count = 0] = [index.documents[posting], counts[posting]];
      return [document, (idf * count * (bm25.k1 + 1)) / (count + (norms[document] ?? 0))] as const;
    });
}
