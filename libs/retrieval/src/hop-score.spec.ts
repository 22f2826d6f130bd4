import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import { QueryReader } from './query-reader.js';
import type { QueryEmbedder } from './query-vectors.js';
import { retrieve } from './retrieve.js';
import { indexOf } from './testing/graph-fixture.js';
import { best, naiveHopScores, type Scene } from './testing/naive-hop.js';
import { largeScene, scene } from './testing/random-scene.js';

async function answerOf({ graph, query, vector, statutes, phrases, named }: Scene) {
  const reader = new InMemoryGraphReader(indexOf(graph));
  const vectors = [vector, ...phrases.map((phrase) => phrase.vector)];
  const embedQuery: QueryEmbedder = async (texts) =>
    texts.map((_, place) => ({ query: vectors[place] ?? vector, question: vectors[place] ?? vector }));
  // A query of Latin words alone is foreign to statutes in Chinese; a translation, here the same, says that it can be compared.
  const issues = phrases.map(({ text }) => text);
  const reading = { references: named.map((id) => ({ id })), issues, translation: query };
  const request = { query, mode: 'hop', topK: 100, explain: true, reading, ...(statutes && { statutes }) } as const;
  return retrieve(reader, { embedQuery, queryReader: new QueryReader() }, request);
}

async function expectEqualScores(drawn: Scene): Promise<void> {
  const expected = naiveHopScores(drawn);
  const { results } = await answerOf(drawn);
  const found = results.filter(({ score }) => score > 1e-9);
  const wanted = best(expected, 100).filter(([, score]) => score > 1e-9);
  expect(found.map(({ article }) => article.id).toSorted()).toEqual(wanted.map(([id]) => id).toSorted());
  const errors = found.map(({ article, score }) => Math.abs(score - (expected.get(article.id) ?? Number.NaN)));
  expect(Math.max(0, ...errors)).toBeLessThan(1e-6);
  const isNamed = results.map(({ article }) => drawn.named.includes(article.id));
  expect(isNamed.lastIndexOf(true) + 1, 'named articles come first').toBe(isNamed.filter(Boolean).length);
}

describe('mode hop', () => {
  it('scores every article as its formulas written down naively do, within 1e-6, with readings and named articles and without', async () => {
    await fc.assert(fc.asyncProperty(scene, expectEqualScores), { numRuns: 200 });
  });

  it('does so where lists are cut at 100', async () => {
    for (const drawn of fc.sample(largeScene, { numRuns: 4, seed: 7 })) {
      expect(drawn.graph.nodes.length).toBeGreaterThan(100);
      await expectEqualScores(drawn);
    }
  });

  it('explains every score: the parts add up to S0, the path to h, and both to S', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (drawn) => {
        const { results, notes } = await answerOf(drawn);
        const share = notes.some(({ code }) => code === 'no-questions') ? 3 / 4 : 5 / 8;
        for (const { score, explanation } of results) {
          const { entryScore = NaN, parts = {}, hop = NaN, path = [] } = explanation ?? {};
          expect(
            Object.values(parts).reduce((sum, { weight, normalised }) => sum + weight * normalised, 0),
          ).toBeCloseTo(entryScore, 9);
          expect(1 - path.reduce((product, step) => product * (1 - step.score * step.weight), 1)).toBeCloseTo(hop, 9);
          expect(entryScore + share * hop).toBeCloseTo(score, 9);
        }
      }),
      { numRuns: 50 },
    );
  });
});
