import { describe, expect, it } from 'vitest';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import { type PaperPolicy, retrievalPolicy } from './policy.js';
import type { QueryEmbedder } from './query-vectors.js';
import { retrieve } from './retrieve.js';
import { aGraph, anArticle, anIncomingQuestion, aQuestionEdge, at, indexOf } from './testing/graph-fixture.js';

describe('mode hop-paper', () => {
  /* Articles a, b, c and d: a → b → c, and d → c; entered by the ends of the two edges nearest to the query. */
  const [toB, toC] = [anIncomingQuestion('T1:2', 'b?'), anIncomingQuestion('T1:3', 'c?')];
  const chain = aGraph({
    nodes: ['1', '2', '3', '4'].map((number) => anArticle({ number })),
    questions: [toB, toC],
    edges: [aQuestionEdge('T1:1', toB), aQuestionEdge('T1:2', toC), aQuestionEdge('T1:4', toC)],
    vectors: new Map([
      ['T1:1', at(90)],
      ['T1:2', at(60)],
      ['T1:3', at(90)],
      ['T1:4', at(0)],
      [toB.id, at(0)],
      [toC.id, at(30)],
    ]),
  });
  const towards: QueryEmbedder = async (texts) => texts.map(() => ({ query: at(0), question: at(0) }));

  const walk = (paper: Partial<PaperPolicy>) => {
    const policy = { ...retrievalPolicy, paper: { ...retrievalPolicy.paper, ...paper } };
    const request = { query: '?', mode: 'hop-paper', topK: 9, explain: true } as const;
    return retrieve(new InMemoryGraphReader(indexOf(chain)), { embedQuery: towards }, request, policy);
  };

  it('scores (similarity + share of visits) / 2', async () => {
    const { results } = await walk({});
    // Entered: b and c, once each; round 1: b's one out-edge leads to c again, c has none. Counts 1 and 2.
    expect(results.map(({ article }) => article.id)).toEqual(['T1:2', 'T1:3']);
    expect(results[0]?.score).toBeCloseTo((0.5 + 1 / 3) / 2, 6);
    expect(results[1]?.score).toBeCloseTo((0 + 2 / 3) / 2, 6);
    expect(results[1]?.explanation?.path.map(({ from, edge }) => [from, edge.text])).toEqual([['T1:2', 'c?']]);
  });

  it('can weigh visits relative to the most visited', async () => {
    const { results } = await walk({ importance: 'relative-to-largest' });
    expect(results.map(({ score }) => score)).toEqual([expect.closeTo(0.5, 6), expect.closeTo(0.5, 6)]);
  });

  it('enters by as many edges and walks as many rounds as the policy says', async () => {
    const visited = async (paper: Partial<PaperPolicy>) => (await walk(paper)).results.map(({ article }) => article.id);
    expect(await visited({ entryEdges: 1, rounds: 0 })).toEqual(['T1:2']);
    expect(await visited({ entryEdges: 1, rounds: 1 })).toEqual(['T1:2', 'T1:3']);
  });
});
