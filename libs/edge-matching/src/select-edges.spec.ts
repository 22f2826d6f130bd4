import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeSchema } from '@lexhop/graph-model';
import { compareMatches, questionEdge, type QuestionMatch } from './match-questions.js';
import { edgeCap, type EdgePolicy, selectEdges } from './select-edges.js';

const aMatch = (change: Partial<QuestionMatch> = {}): QuestionMatch => ({
  outgoing: 'A?out-1',
  incoming: 'B?in-1',
  source: 'A',
  target: 'B',
  score: 0.5,
  ...change,
});

const everything: EdgePolicy = { minimumScore: 0, capFactor: 100 };

const arbitraryMatch = fc
  .record({
    source: fc.constantFrom('A', 'B', 'C'),
    target: fc.constantFrom('A', 'B', 'C'),
    outgoing: fc.nat(5),
    incoming: fc.nat(2),
    score: fc.constantFrom(-0.1, 0, 0.25, 0.5, 0.500001, 1),
  })
  .map(({ source, target, outgoing, incoming, score }) =>
    aMatch({ source, target, score, outgoing: `${source}?out-${outgoing}`, incoming: `${target}?in-${incoming}` }),
  );
const arbitraryMatches = fc.uniqueArray(arbitraryMatch, { maxLength: 40, selector: (match) => JSON.stringify(match) });
const arbitraryPolicy: fc.Arbitrary<EdgePolicy> = fc.record({
  minimumScore: fc.constantFrom(0, 0.25, 0.4),
  edgesPerNode: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  capFactor: fc.constantFrom(0.5, 1, 2, 100),
});

const bySourceThenBest = (one: QuestionMatch, other: QuestionMatch) =>
  (one.source < other.source ? -1 : Number(one.source > other.source)) || compareMatches(one, other);

describe('selectEdges', () => {
  it('keeps to every rule, counts all it drops, and gives the same for any order', () => {
    fc.assert(
      fc.property(arbitraryMatches, arbitraryPolicy, fc.integer({ min: 0, max: 9 }), (matches, policy, nodes) => {
        const { kept, dropped } = selectEdges(matches, policy, nodes);
        const count = Object.values(dropped).reduce((sum, number) => sum + number, 0);
        expect(kept.length + count).toBe(matches.length);
        expect(kept.length).toBeLessThanOrEqual(edgeCap(nodes, policy.capFactor));
        expect(kept.every((match) => match.score >= policy.minimumScore && match.source !== match.target)).toBe(true);
        expect(new Set(kept.map(({ source, incoming }) => `${source} ${incoming}`)).size).toBe(kept.length);
        for (const source of ['A', 'B', 'C']) {
          const edges = kept.filter((match) => match.source === source).length;
          expect(edges).toBeLessThanOrEqual(policy.edgesPerNode ?? Infinity);
        }
        expect(kept).toEqual(kept.toSorted(bySourceThenBest));
        expect(selectEdges(matches.toReversed(), policy, nodes)).toEqual({ kept, dropped });
      }),
    );
  });

  it('keeps under the cap exactly the best of what the other rules keep', () => {
    fc.assert(
      fc.property(arbitraryMatches, fc.integer({ min: 2, max: 6 }), (matches, nodes) => {
        const { kept } = selectEdges(matches, { minimumScore: 0, capFactor: 1 }, nodes);
        const { kept: uncapped } = selectEdges(matches, everything, 1_000);
        const best = uncapped.toSorted(compareMatches).slice(0, edgeCap(nodes, 1));
        expect(kept).toEqual(best.toSorted(bySourceThenBest));
      }),
    );
  });

  it('selects the same by ranges of sources where the cap does not bind', () => {
    fc.assert(
      fc.property(arbitraryMatches, arbitraryPolicy, (matches, policy) => {
        const nodes = 1_000;
        const parts = ['A', 'B', 'C'].flatMap(
          (source) =>
            selectEdges(
              matches.filter((match) => match.source === source),
              policy,
              nodes,
            ).kept,
        );
        expect(parts).toEqual(selectEdges(matches, policy, nodes).kept);
      }),
    );
  });

  it('of several outgoing questions that meet one incoming question keeps the best, then the lowest id', () => {
    const matches = [
      aMatch({ outgoing: 'A?out-3', score: 0.4 }),
      aMatch({ outgoing: 'A?out-2', score: 0.6 }),
      aMatch({ outgoing: 'A?out-1', score: 0.6 }),
    ];
    const { kept, dropped } = selectEdges(matches, everything, 10);
    expect(kept).toEqual([matches[2]]);
    expect(dropped.duplicate).toBe(2);
  });

  it('says why each was dropped', () => {
    const matches = [
      aMatch({ source: 'B', score: 0.9 }),
      aMatch({ incoming: 'B?in-2', score: 0.8 }),
      aMatch({ incoming: 'B?in-3', score: 0.7 }),
      aMatch({ source: 'C', score: 0.6 }),
      aMatch({ source: 'D', score: 0.6 }),
      aMatch({ source: 'C', score: 0.1 }),
    ];
    const { kept, dropped } = selectEdges(matches, { minimumScore: 0.5, edgesPerNode: 1, capFactor: 1.5 }, 2);
    expect(kept).toEqual([matches[1], matches[3]]);
    expect(dropped).toEqual({ selfLoop: 1, belowMinimum: 1, duplicate: 0, overNodeLimit: 1, overCap: 1 });
  });
});

describe('edgeCap', () => {
  it('is n·ln n times the factor, rounded down, and 0 for a graph of one node or none', () => {
    expect(edgeCap(271, 1)).toBe(1518);
    expect(edgeCap(271, 0.5)).toBe(759);
    expect(edgeCap(1, 1)).toBe(0);
    expect(edgeCap(0, 1)).toBe(0);
  });
});

describe('questionEdge', () => {
  it('has the same id for the same ends and incoming question, and fits the schema once its questions are joined', () => {
    const edge = questionEdge(aMatch());
    expect(questionEdge(aMatch({ outgoing: 'A?out-9', score: 0.1 })).id).toBe(edge.id);
    expect(questionEdge(aMatch({ incoming: 'B?in-2' })).id).not.toBe(edge.id);
    expect(edgeSchema.parse({ ...edge, text: '？', keywords: [] })).toMatchObject({
      source: 'A',
      target: 'B',
      score: 0.5,
    });
  });
});
