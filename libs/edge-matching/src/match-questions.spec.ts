import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { MatrixThreads, type NearestRequest } from '@lexhop/vectors';
import { NaiveSearch } from '@lexhop/vectors/testing';
import { collectQuestions, type QuestionRows, questionSet } from './questions.js';
import { matchQuestions } from './match-questions.js';
import { arbitraryQuestions, naiveMatches, questionDimensions as dimensions, rowsOf } from './testing/naive-matches.js';

const sides = fc.record({
  outgoing: arbitraryQuestions('out', 12).map(rowsOf),
  incoming: arbitraryQuestions('in', 25).map(rowsOf),
  perQuestion: fc.integer({ min: 1, max: 3 }),
});

const question = (id: string, nodeId: string, keywords: readonly string[]) => ({ id, nodeId, keywords });

describe('matchQuestions', () => {
  const thread = new MatrixThreads({ threads: 1 });
  afterAll(() => thread.close());

  it('equals a double loop over all pairs, by matrix products in the thread', async () => {
    await fc.assert(
      fc.asyncProperty(sides, async ({ outgoing, incoming, perQuestion }) => {
        const request = {
          outgoing: questionSet(outgoing, dimensions),
          incoming: questionSet(incoming, dimensions),
          perQuestion,
        };
        const expected = naiveMatches({ outgoing, incoming, dimensions, perQuestion });
        expect(await matchQuestions(thread, request)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('equals a double loop over a few thousand questions of two blocks', async () => {
    const spread = (count: number, side: string): QuestionRows => ({
      questions: Array.from({ length: count }, (_, at) =>
        question(`${side}${String(at).padStart(5, '0')}`, `n${at % 600}`, [`k${at % 7}`, `k${(at * 31) % 90}`]),
      ),
      vectors: Float32Array.from(
        { length: count * dimensions },
        (_, at) => Math.sin(at * (side === 'in' ? 1.7 : 0.9)) / 2,
      ),
    });
    const outgoing = spread(300, 'out');
    const incoming = spread(4_500, 'in');
    const found = await matchQuestions(thread, {
      outgoing: questionSet(outgoing, dimensions),
      incoming: questionSet(incoming, dimensions),
    });
    expect(found).toEqual(naiveMatches({ outgoing, incoming, dimensions }));
  });

  it('goes by clusters where both sides are large, made once for all calls, and nowhere else', async () => {
    const many = (count: number, side: string): QuestionRows => ({
      questions: Array.from({ length: count }, (_, at) => question(`${side}${at}`, `n${at}`, [])),
      vectors: new Float32Array(count).fill(1),
    });
    const [incoming, few] = [questionSet(many(100_000, 'in'), 1), questionSet(many(10, 'in'), 1)];
    const [outgoing, one] = [questionSet(many(1_000, 'out'), 1), questionSet(many(1, 'out'), 1)];
    const given: unknown[] = [];
    class SeenSearch extends NaiveSearch {
      override async nearest({ clusters, queries }: NearestRequest) {
        given.push(clusters);
        const rows = queries.vectors.length;
        return { rows: new Int32Array(rows).fill(-1), scores: new Float64Array(rows) };
      }
    }
    const search = new SeenSearch();
    for (const sides of [
      { outgoing, incoming },
      { outgoing, incoming },
      { outgoing: one, incoming },
      { outgoing, incoming: few },
    ])
      await matchQuestions(search, sides);
    const [clusters] = given;
    expect(clusters).toMatchObject({ order: { length: 100_000 } });
    expect(given).toEqual([clusters, clusters, undefined, undefined]);
    expect(given[1]).toBe(clusters);
  });

  it('weighs keywords and vectors alike: half of each', async () => {
    const outgoing = { questions: [question('o', 'A', ['工資', '扣款'])], vectors: Float32Array.of(1, 0) };
    const incoming = {
      questions: [question('i1', 'B', ['工資', '加班', '罰金']), question('i2', 'C', [])],
      vectors: Float32Array.of(0, 1, 0.6, 0.8),
    };
    const found = await matchQuestions(new NaiveSearch(), {
      outgoing: questionSet(outgoing, 2),
      incoming: questionSet(incoming, 2),
      perQuestion: 2,
    });
    expect(found.map(({ incoming: id, score }) => [id, score])).toEqual([
      ['i2', 0.3],
      ['i1', 0.125],
    ]);
  });

  it('breaks ties by the incoming id, in code-unit order', async () => {
    const ids = ['b', 'a', 'B', '甲', 'a1'];
    const incoming = {
      questions: ids.map((id) => question(id, `node-${id}`, [])),
      vectors: new Float32Array(10).fill(0.5),
    };
    const outgoing = { questions: [question('o', 'A', [])], vectors: Float32Array.of(1, 0) };
    const request = { outgoing: questionSet(outgoing, 2), incoming: questionSet(incoming, 2), perQuestion: 5 };
    const found = await matchQuestions(thread, request);
    expect(found.map((match) => match.incoming)).toEqual(['B', 'a', 'a1', 'b', '甲']);
  });

  it('never matches a node with itself, and where there is no other gives no match', async () => {
    const own = { questions: [question('x', 'A', ['契約'])], vectors: Float32Array.of(1, 0) };
    const set = questionSet(own, 2);
    expect(await matchQuestions(thread, { outgoing: set, incoming: set })).toEqual([]);
    const none = questionSet({ questions: [], vectors: new Float32Array(0) }, 2);
    expect(await matchQuestions(thread, { outgoing: set, incoming: none })).toEqual([]);
    expect(await matchQuestions(thread, { outgoing: none, incoming: set })).toEqual([]);
  });

  it('refuses two sides of different dimensions', async () => {
    const two = questionSet({ questions: [], vectors: new Float32Array(0) }, 2);
    const three = questionSet({ questions: [], vectors: new Float32Array(0) }, 3);
    await expect(matchQuestions(thread, { outgoing: two, incoming: three })).rejects.toMatchObject({
      code: 'vector-shape',
    });
  });

  it('rejects with the reason of its signal', async () => {
    const set = questionSet({ questions: [question('x', 'A', [])], vectors: Float32Array.of(1, 0) }, 2);
    const signal = AbortSignal.abort(new Error('cancelled'));
    await expect(matchQuestions(thread, { outgoing: set, incoming: set, signal })).rejects.toThrow('cancelled');
  });
});

describe('collectQuestions', () => {
  it('packs the same set from pages of any size, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryQuestions('in', 20), fc.integer({ min: 1, max: 7 }), async (questions, size) => {
        const sorted = questions.toSorted((one, other) => (one.id < other.id ? -1 : 1));
        const pages = Array.from({ length: Math.ceil(questions.length / size) }, (_, page) =>
          rowsOf(questions.slice(page * size, (page + 1) * size)),
        );
        const collected = await collectQuestions(pages, dimensions);
        const whole = questionSet(rowsOf(sorted), dimensions);
        expect(unpacked(collected)).toEqual(unpacked(whole));
        expect(collected.vectors.buffer).toBeInstanceOf(SharedArrayBuffer);
      }),
    );
  });

  it('refuses a page whose vectors do not fit its questions', () => {
    const page = { questions: [question('x', 'A', [])], vectors: new Float32Array(4) };
    expect(() => questionSet(page, 2)).toThrow(
      'The vectors of questions hold 4 values where 1 rows of 2 are expected.',
    );
    expect(() => questionSet(page, 3)).toThrow('whole rows of 3');
  });
});

function unpacked(set: ReturnType<typeof questionSet>) {
  const { offsets, values } = set.keywordNumbers;
  return set.ids.map((id, row) => ({
    id,
    node: set.nodes.nameAt(set.nodeNumbers[row] ?? -1),
    keywords: [...values.subarray(offsets[row], offsets[row + 1])].map((number) => set.keywords.nameAt(number)),
    vector: [...set.vectors.subarray(row * dimensions, (row + 1) * dimensions)],
  }));
}
