import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelGraph } from './testing/model-graph.js';

/** A move and what it works on; moves that a rule refuses change nothing. */
const moves = fc.array(
  fc.record({
    name: fc.constantFrom(
      'begin',
      'scratch',
      'open',
      'close',
      'open',
      'close',
      'activate',
      'fail',
      'cancel',
      'rerun',
      'rollBack',
      'abandon',
      'collect',
    ),
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    number: fc.integer({ min: 1, max: 12 }),
  }),
  { maxLength: 60 },
);

describe('the rules of a graph', () => {
  it('leave every kept build what it saw when it was activated, whatever happens after', () => {
    fc.assert(
      fc.property(moves, (made) => {
        const graph = new ModelGraph();
        for (const { name, key, number } of made) {
          graph.make(name, key, number);
          for (const [kept, seen] of graph.activated) expect([kept, graph.seenBy(kept)]).toEqual([kept, seen]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('keep one running and one active build at most, and never use a number twice', () => {
    fc.assert(
      fc.property(moves, (made) => {
        const graph = new ModelGraph();
        for (const { name, key, number } of made) {
          graph.make(name, key, number);
          const states = graph.builds.map(({ state }) => state);
          expect(states.filter((state) => state === 'running').length).toBeLessThanOrEqual(1);
          expect(states.filter((state) => state === 'active')).toHaveLength(graph.active === undefined ? 0 : 1);
          expect(new Set(graph.builds.map((build) => build.number)).size).toBe(graph.builds.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leave no row of a build that was abandoned, and none that only collected builds saw', () => {
    fc.assert(
      fc.property(moves, (made) => {
        const graph = new ModelGraph();
        for (const { name, key, number } of made) graph.make(name, key, number);
        graph.make('collect', 'a', 1);
        const abandoned = new Set(
          graph.builds.filter(({ state }) => state === 'abandoned').map(({ number }) => number),
        );
        const newest = graph.active ?? 0;
        expect(graph.rows.filter(({ until }) => until <= newest)).toEqual([]);
        expect(graph.rows.filter(({ since }) => since > newest && abandoned.has(since))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
