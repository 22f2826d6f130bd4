import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NaiveSearch } from '@lexhop/vectors/testing';
import { questionSet } from './questions.js';
import { matchIncrementally } from './match-incrementally.js';
import { matchQuestions } from './match-questions.js';
import { type ArbitraryQuestion, arbitraryQuestions, questionDimensions, rowsOf } from './testing/naive-matches.js';

/** Counts the pairs that are compared. */
class CountingSearch extends NaiveSearch {
  pairs = 0;

  override async nearest(...[request, options]: Parameters<NaiveSearch['nearest']>) {
    const rows = ({ only, vectors }: typeof request.queries) => only?.length ?? vectors.length / request.dimensions;
    this.pairs += rows(request.queries) * rows(request.candidates);
    return super.nearest(request, options);
  }
}

const packed = (questions: readonly ArbitraryQuestion[]) => questionSet(rowsOf(questions), questionDimensions);

/** A graph before and after an edit: some questions went, some came, the others stayed. */
const edits = fc
  .record({ outgoing: arbitraryQuestions('out', 14), incoming: arbitraryQuestions('in', 20) })
  .chain(({ outgoing, incoming }) =>
    fc.record({
      perQuestion: fc.integer({ min: 1, max: 3 }),
      outgoing: presence(outgoing),
      incoming: presence(incoming),
    }),
  );

function presence(questions: readonly ArbitraryQuestion[]) {
  const when = fc.constantFrom('stayed', 'stayed', 'stayed', 'came', 'went');
  return fc.array(when, { minLength: questions.length, maxLength: questions.length }).map((times) => ({
    before: questions.filter((_, at) => times[at] !== 'came'),
    after: questions.filter((_, at) => times[at] !== 'went'),
    came: questions.filter((_, at) => times[at] === 'came'),
  }));
}

describe('matchIncrementally', () => {
  it('equals a full match, and names exactly the outgoing questions whose matches changed', async () => {
    const search = new NaiveSearch();
    await fc.assert(
      fc.asyncProperty(edits, async ({ outgoing, incoming, perQuestion }) => {
        const before = { outgoing: packed(outgoing.before), incoming: packed(incoming.before), perQuestion };
        const made = await matchQuestions(search, before);
        const after = { outgoing: packed(outgoing.after), incoming: packed(incoming.after), perQuestion };
        const full = await matchQuestions(search, after);
        const live = new Set(after.incoming.ids);
        const known = made.filter((match) => live.has(match.incoming));
        const { matches, changed } = await matchIncrementally(search, {
          ...after,
          fresh: packed(incoming.came),
          all: async () => after.incoming,
          known: known.toReversed(),
        });
        expect(matches).toEqual(full);
        const of = (list: typeof full, id: string) => list.filter((match) => match.outgoing === id);
        const expected = after.outgoing.ids.filter((id) => {
          return JSON.stringify(of(known, id)) !== JSON.stringify(of(full, id));
        });
        expect(changed).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('equals a full match when run again over its own result', async () => {
    const search = new NaiveSearch();
    await fc.assert(
      fc.asyncProperty(edits, async ({ outgoing, incoming, perQuestion }) => {
        const after = { outgoing: packed(outgoing.after), incoming: packed(incoming.after), perQuestion };
        const full = await matchQuestions(search, after);
        const again = { ...after, fresh: packed(incoming.came), all: async () => after.incoming, known: full };
        expect(await matchIncrementally(search, again)).toEqual({ matches: full, changed: [] });
      }),
    );
  });

  it('compares old outgoing questions with new incoming ones only, and nothing where nothing changed', async () => {
    const rows = (...ids: readonly string[]) => {
      const questions = ids.map((id) => ({ id, nodeId: `node of ${id}`, keywords: [] }));
      return questionSet({ questions, vectors: new Float32Array(ids.length) }, 1);
    };
    const outgoing = rows('o1', 'o2', 'o3');
    const search = new CountingSearch();
    const known = await matchQuestions(search, { outgoing, incoming: rows('i1', 'i2', 'i3', 'i4') });
    search.pairs = 0;
    const all = async () => {
      throw new Error('All incoming questions are not needed.');
    };
    await matchIncrementally(search, { outgoing, fresh: rows(), all, known });
    expect(search.pairs).toBe(0);
    await matchIncrementally(search, { outgoing, fresh: rows('i5'), all, known });
    expect(search.pairs).toBe(3);
  });
});
