import { FakeLanguageModel } from '@lexhop/language-model/testing';
import { describe, expect, it } from 'vitest';
import { LanguageModelReasoner } from './hop-reasoner.js';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import type { HopReasoner } from './search.js';
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

  it('enters by as many different nodes as the answer shall have, edge after edge, and walks as many rounds as the policy says', async () => {
    const visited = async (paper: Partial<PaperPolicy>) => (await walk(paper)).results.map(({ article }) => article.id);
    expect(await visited({ entryNodes: 1, rounds: 0 })).toEqual(['T1:2', 'T1:3']);
  });

  it('says that it came to fewer articles than asked for', async () => {
    expect((await walk({})).notes.map(({ code }) => code)).toContain('fewer-than-asked');
  });
});

/* A ring of articles, each of which raises one question that helps and one that does not. */
describe('mode hop-paper with a reasoner', () => {
  const count = 60;
  const nodes = Array.from({ length: count }, (_, place) => anArticle({ number: String(place + 1) }));
  const helping = nodes.map(({ id }) => anIncomingQuestion(id, `押金如何返還 ${id}？`));
  const idle = nodes.map(({ id }) => anIncomingQuestion(id, `公司董事 ${id}？`));
  const ring = aGraph({
    nodes,
    questions: [...helping, ...idle],
    edges: nodes.flatMap(({ id }, place) => [
      aQuestionEdge(id, helping[(place + 1) % count] ?? anIncomingQuestion(id, ''), 'a'),
      aQuestionEdge(id, idle[(place + 30) % count] ?? anIncomingQuestion(id, ''), 'b'),
    ]),
    vectors: new Map([
      ...nodes.map(({ id }, place) => [id, at(place)] as const),
      ...helping.map(({ id }, place) => [id, at(40 + place)] as const),
      // Nearer to the query than those that help: similarity alone goes astray.
      ...idle.map(({ id }, place) => [id, at(place)] as const),
    ]),
  });
  const embedQuery: QueryEmbedder = async (texts) => texts.map(() => ({ query: at(0), question: at(0) }));
  const ask = (reasoner: HopReasoner | undefined, mostCalls = 200) =>
    retrieve(
      new InMemoryGraphReader(indexOf(ring)),
      { embedQuery, reasonerOf: () => reasoner },
      { query: '押金', mode: 'hop-paper', topK: 10, reason: 'language-model', explain: true },
      { ...retrievalPolicy, paper: { ...retrievalPolicy.paper, mostCalls } },
    );
  /** Reasons by rule: the question that shares most characters with the query; none where none shares any. */
  const byRule = new LanguageModelReasoner(
    new FakeLanguageModel(({ user }) => {
      const { asked, questions } = JSON.parse(user) as {
        asked: string;
        questions: { number: number; question: string }[];
      };
      return { choice: questions.find(({ question }) => question.includes(asked))?.number ?? null };
    }),
  );

  it('goes where it says, one call a node that is queued: no more than the paper at 20 nodes and 4 rounds', async () => {
    const { counts, results, notes } = await ask(byRule);
    expect(counts.seeds).toBe(20);
    expect(counts.reasoningCalls).toBeGreaterThanOrEqual(20);
    expect(counts.reasoningCalls).toBeLessThanOrEqual(80);
    const texts = results.flatMap(({ explanation }) => explanation?.path.map(({ edge }) => edge.text) ?? []);
    expect(texts.every((text) => text.startsWith('押金'))).toBe(true);
    expect(notes.map(({ code }) => code)).not.toContain('reasoning-failed');
  });

  it('goes by similarity once the calls are spent', async () => {
    expect((await ask(byRule, 7)).counts.reasoningCalls).toBe(7);
  });

  it('goes by similarity where a call fails, and says how often', async () => {
    const failing: HopReasoner = { choose: () => Promise.reject(new Error('away')) };
    const { notes, results } = await ask(failing, 5);
    expect(results).toHaveLength(10);
    expect(notes).toContainEqual({
      code: 'reasoning-failed',
      sentence: 'Of 5 calls to choose an edge 5 failed: similarity chose there.',
    });
  });

  it('says that there is no language model', async () => {
    const { notes, counts } = await ask(undefined);
    expect(notes.map(({ code }) => code)).toContain('no-reasoner');
    expect(counts.reasoningCalls).toBe(0);
  });

  it('takes a number that is no question as none', async () => {
    const astray = new LanguageModelReasoner(new FakeLanguageModel(() => ({ choice: 99 })));
    expect(await astray.choose('押金', ['a', 'b'])).toBeUndefined();
  });
});
