import { afterAll, describe, expect, it } from 'vitest';
import { MatrixThreads } from '../matrix-threads.js';
import type { RowSet } from '../nearest-search.js';
import { normaliseRows } from '../vector-rows.js';

const dimensions = 128;
const topics = 300;

/** Pseudo-random floats from 0 to 1, the same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Rows with topics and labels, as common as words are. */
function rowsWithTopics(count: number, seed: number): RowSet {
  const ofTopics = randomNumbers(3);
  const centres = Float32Array.from({ length: topics * dimensions }, () => ofTopics() - 0.5);
  const random = randomNumbers(seed);
  const vectors = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row += 1) {
    const topic = Math.floor(random() * topics);
    for (let at = 0; at < dimensions; at += 1)
      vectors[row * dimensions + at] = (centres[topic * dimensions + at] ?? 0) + random() - 0.5;
  }
  const sets = Array.from({ length: count }, () => [
    ...new Set(Array.from({ length: 6 }, () => Math.floor(8_000 ** random()))),
  ]);
  const offsets = new Int32Array(count + 1);
  for (const [row, set] of sets.entries()) offsets[row + 1] = (offsets[row] ?? 0) + set.length;
  return { vectors: normaliseRows(vectors, dimensions), labels: { offsets, values: Int32Array.from(sets.flat()) } };
}

describe('nearest rows by clusters, of the incoming questions of 20,000 articles', () => {
  const thread = new MatrixThreads();
  afterAll(() => thread.close());

  it.each([
    ['with labels', (rows: RowSet) => rows],
    ['by vectors alone', ({ vectors }: RowSet) => ({ vectors })],
  ])('finds at least 95 of a hundred exact ones, %s', async (_name, chosen) => {
    const [queries, candidates] = [chosen(rowsWithTopics(5_000, 1)), chosen(rowsWithTopics(40_000, 2))];
    const request = { queries, candidates, dimensions, k: 1 };
    const exact = await thread.nearest(request);
    const clusters = await thread.cluster(candidates.vectors, dimensions);
    const found = await thread.nearest({ ...request, clusters });
    const same = found.scores.filter((score, query) => score === exact.scores[query]).length;
    expect(same / exact.scores.length).toBeGreaterThanOrEqual(0.95);
  });
});
