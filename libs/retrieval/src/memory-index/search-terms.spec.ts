import { describe, expect, it } from 'vitest';
import { searchTerms } from './search-terms.js';
import { TermIndexBuilder } from './terms.js';

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
});
