import fc from 'fast-check';
import { articleIdOf, edgeId, statedKinds } from '@lexhop/graph-model';
import { describe, expect, it } from 'vitest';
import { impactOf } from './impact.js';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import { aGraph, anArticle, aStatedEdge, indexOf } from './testing/graph-fixture.js';

const article = (number: string) => anArticle({ statuteId: 'L', number });
const paragraphOf = (number: string, paragraph: number) =>
  anArticle({ statuteId: 'L', number, level: 'paragraph', paragraph, id: `L:${number}#${paragraph}` });

const nodes = [...['1', '2', '3', '4', '5', '6'].map(article), paragraphOf('1', 2)];
const contains = {
  id: edgeId('hierarchy', 'L:1', 'L:1#2'),
  kind: 'hierarchy',
  relation: 'contains',
  source: 'L:1',
  target: 'L:1#2',
} as const;
const edges = [
  contains,
  aStatedEdge('citation', 'L:2', 'L:1'),
  aStatedEdge('penalises', 'L:3', 'L:1#2'),
  aStatedEdge('delegates', 'L:1', 'L:4'),
  aStatedEdge('defines', 'L:2', 'L:5'),
  // Round in a circle, and what the article itself hangs on.
  aStatedEdge('applies', 'L:1', 'L:2'),
  aStatedEdge('excepts', 'L:1', 'L:6'),
];

function told(given: typeof edges | readonly ReturnType<typeof aStatedEdge>[], request = { depth: 3, most: 9 }) {
  const reader = new InMemoryGraphReader(indexOf(aGraph({ nodes, edges: given })));
  return impactOf(reader, 'L:1', request);
}

describe('impactOf', () => {
  it('tells what hangs on an article and its paragraphs, by kind, and what hangs on that, each once', async () => {
    const { groups, cut } = await told(edges);
    const ends = groups.map(({ depth, kind, dependents }) => [
      depth,
      kind,
      ...dependents.map(({ article: { id }, through }) => `${id} through ${through}`),
    ]);
    expect(ends).toEqual([
      [1, 'citation', 'L:2 through L:1'],
      [1, 'delegates', 'L:4 through L:1'],
      [1, 'penalises', 'L:3 through L:1'],
      [2, 'defines', 'L:5 through L:2'],
    ]);
    expect(cut).toBe(0);
  });

  it('names the first of each kind, and counts all', async () => {
    const cited = ['2', '3', '4', '5'].map((number) => aStatedEdge('citation', `L:${number}`, 'L:1'));
    const { groups } = await told(cited, { depth: 1, most: 2 });
    expect(groups).toMatchObject([{ count: 4, dependents: [{ article: { id: 'L:2' } }, { article: { id: 'L:3' } }] }]);
  });

  const id = fc.integer({ min: 1, max: 6 }).map((number) => `L:${number}`);
  const edge = fc
    .tuple(fc.constantFrom(...statedKinds), id, id)
    .map(([kind, source, target]) => aStatedEdge(kind, source, target));
  it('any graph: reaches exactly what can be reached, at the least depth, and ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(edge, { maxLength: 14, selector: (each) => each.id }), async (drawn) => {
        const depths = new Map([['L:1', 0]]);
        // As many rounds as there are articles: plainly, and slowly.
        for (let round = 1; round <= 6; round++) {
          for (const { kind, source, target } of drawn) {
            const [near, far] = kind === 'delegates' || kind === 'defines' ? [source, target] : [target, source];
            const depth = depths.get(articleIdOf(near));
            if (depth === round - 1 && !depths.has(far)) depths.set(far, round);
          }
        }
        depths.delete('L:1');
        const { groups } = await told(drawn, { depth: 6, most: 9 });
        const found = groups.flatMap(({ depth, dependents }) =>
          dependents.map((each) => [each.article.id, depth] as const),
        );
        expect(new Map(found)).toEqual(depths);
      }),
      { numRuns: 60 },
    );
  });
});
