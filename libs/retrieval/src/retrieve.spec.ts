import type { EdgeKind } from '@lexhop/graph-model';
import { describe, expect, it } from 'vitest';
import { EmptyQueryError } from './errors.js';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import { retrievalPolicy } from './policy.js';
import type { QueryEmbedder } from './query-vectors.js';
import { retrievalModes, type RetrieveRequest } from './request.js';
import { retrieve } from './retrieve.js';
import {
  aBuild,
  aCitationEdge,
  aGraph,
  anArticle,
  anIncomingQuestion,
  aQuestionEdge,
  aSpace,
  at,
  type GraphFixture,
  indexOf,
} from './testing/graph-fixture.js';

/*
 * Rent law R: 1 deposits, 2 notice, 3 penalties; civil code C: 1 damages, 2 repealed.
 * Article 1 raises the question that article C:1 answers; 3 cites 2; C:1 cites the repealed C:2.
 */
const deposit = anArticle({ statuteId: 'R', number: '1', text: 'deposit of the tenant' });
const notice = anArticle({ statuteId: 'R', number: '2', text: 'notice before the lease ends' });
const penalty = anArticle({ statuteId: 'R', number: '3', text: 'penalty for late payment' });
const damages = anArticle({ statuteId: 'C', number: '1', text: 'damages' });
const repealed = anArticle({ statuteId: 'C', number: '2', text: 'deposit (repealed)', repealed: true });
const whoPays = anIncomingQuestion(damages.id, 'who pays for damage?');
const whenBack = anIncomingQuestion(deposit.id, 'when do I get my money back?');
const raised = aQuestionEdge(deposit.id, whoPays);
const cites = aCitationEdge(penalty.id, notice.id);
const citesRepealed = aCitationEdge(damages.id, repealed.id);

const graph = aGraph({
  build: aBuild({ number: 3 }),
  nodes: [deposit, notice, penalty, damages, repealed],
  questions: [whoPays, whenBack],
  edges: [raised, cites, citesRepealed],
  vectors: new Map([
    [deposit.id, at(0)],
    [notice.id, at(60)],
    [penalty.id, at(80)],
    [damages.id, at(120)],
    [repealed.id, at(0)],
    [whoPays.id, at(180)],
    [whenBack.id, at(10)],
  ]),
});

const looking: QueryEmbedder = async (texts) => texts.map(() => ({ query: at(0), question: at(10) }));
const ask = (request: Partial<RetrieveRequest>, of: GraphFixture = graph, embed: QueryEmbedder = looking) =>
  retrieve(
    new InMemoryGraphReader(indexOf(of)),
    { embedQuery: embed },
    { query: 'deposit', mode: 'hop', topK: 10, ...request },
  );
const idsOf = ({ results }: Awaited<ReturnType<typeof ask>>) => results.map(({ article }) => article.id);

describe('retrieve', () => {
  it('answers with ranks, articles and the build that answered, in every mode', async () => {
    for (const mode of retrievalModes) {
      const answer = await ask({ mode });
      expect(answer).toMatchObject({ mode, graph: 'default', build: 3, space: 'test/plane@1:2:fp32:none' });
      expect(answer.results.map(({ rank }) => rank)).toEqual(answer.results.map((_, place) => place + 1));
      expect(answer.results[0]?.article).toEqual(mode === 'hop-paper' ? damages : deposit);
    }
  });

  it('ranks by cosine in mode dense', async () => {
    const { results } = await ask({ mode: 'dense' });
    expect(results.map(({ article }) => article.id)).toEqual([deposit.id, notice.id, penalty.id, damages.id]);
    expect(results[1]?.score).toBeCloseTo(0.5, 6);
  });

  it('weighs words .3 and vectors .7 in mode hybrid, each scaled between its ends', async () => {
    const answer = await ask({ mode: 'hybrid' });
    const scores = new Map(answer.results.map(({ article, score }) => [article.id, score]));
    // Cosines 1, .5, .17, −.5 scale to 1, 2/3, .449, 0; only the first has the word.
    expect(scores.get(deposit.id)).toBeCloseTo(1, 6);
    expect(scores.get(notice.id)).toBeCloseTo(0.7 * (2 / 3), 6);
    expect(scores.get(penalty.id)).toBeCloseTo(0.7 * ((Math.cos((80 * Math.PI) / 180) + 0.5) / 1.5), 6);
    expect(scores.get(damages.id)).toBeCloseTo(0, 6);
  });

  it('adds 1 / (60 + rank) of each list in mode hybrid-rrf', async () => {
    const { results } = await ask({ mode: 'hybrid-rrf', query: 'notice' });
    expect(results.map(({ article }) => article.id)).toEqual([notice.id, deposit.id, penalty.id, damages.id]);
    expect(results[0]?.score).toBeCloseTo(1 / 61 + 1 / 62, 9);
    expect(results[3]?.score).toBeCloseTo(1 / 64, 9);
  });

  it('never looks at questions in the baselines', async () => {
    expect(idsOf(await ask({ mode: 'bm25', query: 'money' }))).toEqual([]);
    expect(idsOf(await ask({ mode: 'hop', query: 'money' }))[0]).toBe(deposit.id);
  });

  it('returns at most topK, the best', async () => {
    expect(idsOf(await ask({ mode: 'dense', topK: 2 }))).toEqual([deposit.id, notice.id]);
  });

  it('embeds nothing for words alone, and both roles for the hop', async () => {
    const asked: unknown[] = [];
    const noting: QueryEmbedder = async (texts, space, roles) => {
      asked.push([space.model, ...roles]);
      return texts.map(() => ({ query: at(0), question: at(0) }));
    };
    for (const mode of ['bm25', 'dense', 'hop'] as const) await ask({ mode }, graph, noting);
    expect(asked).toEqual([
      ['plane', 'query'],
      ['plane', 'query', 'question'],
    ]);
  });

  it('leaves out repealed articles, in entry and hops, unless asked for them', async () => {
    expect(idsOf(await ask({ mode: 'hop' }))).not.toContain(repealed.id);
    expect(idsOf(await ask({ mode: 'hop', includeRepealed: true }))).toContain(repealed.id);
  });

  it('keeps to the statutes asked for, in entry and hops', async () => {
    for (const mode of retrievalModes) {
      const answer = await ask({ mode, statutes: ['R'] });
      expect(answer.results.filter(({ article }) => article.statuteId !== 'R')).toEqual([]);
    }
  });

  it('takes statutes by their titles, and refuses what is none with the nearest', async () => {
    const [first] = (await ask({ statutes: ['R'] })).results;
    expect(first?.article.statuteId).toBe('R');
    const byTitle = await ask({ statutes: [first?.article.statuteTitle ?? ''] });
    expect(byTitle.results).toEqual((await ask({ statutes: ['R'] })).results);
    await expect(ask({ statutes: ['R', 'NOPE'] })).rejects.toMatchObject({
      code: 'statutes-unknown',
      message: 'Build 3 of graph default lacks 1 of the 2 statutes asked for: NOPE.',
    });
  });

  it('refuses a blank query', async () => {
    await expect(ask({ query: ' \n ' })).rejects.toThrow(EmptyQueryError);
  });

  it('says how long each move took and how much it looked at', async () => {
    const { timings, counts } = await ask({ mode: 'hop' });
    expect(counts).toEqual({
      lists: { text: 1, dense: 4, questions: 2 },
      seeds: 3,
      edges: 2,
      reached: 3,
      reasoningCalls: 0,
    });
    expect(timings.total).toBeGreaterThanOrEqual(timings.embed + timings.search + timings.hop);
  });
});

describe('the hop', () => {
  it('finds by an edge what no list has, and explains it by seed, edge and words', async () => {
    const shallow = { ...retrievalPolicy, listDepth: 2 };
    const needsPenalty = aCitationEdge(deposit.id, penalty.id);
    const reader = new InMemoryGraphReader(indexOf({ ...graph, edges: [needsPenalty] }));
    const request = { query: 'deposit', mode: 'hop', topK: 10, explain: true } as const;
    const { results } = await retrieve(reader, { embedQuery: looking }, request, shallow);
    const found = results.find(({ article }) => article.id === penalty.id);
    // The seed's S0 is 1, a citation weighs 1/4, a hop counts 5/8.
    expect(found?.score).toBeCloseTo(5 / 32, 9);
    expect(found?.explanation).toEqual({
      entryScore: 0,
      parts: {},
      hop: expect.closeTo(1 / 4, 9),
      path: [
        {
          from: deposit.id,
          score: expect.closeTo(1, 9),
          weight: 1 / 4,
          edge: { id: needsPenalty.id, kind: 'citation', direction: 'out', text: '依前條' },
        },
      ],
    });
  });

  it('goes against the direction of an edge too, and shows its question', async () => {
    const { results } = await ask({ query: 'damages', explain: true }, graph, async () => [
      { query: at(120), question: at(180) },
    ]);
    const found = results.find(({ article }) => article.id === deposit.id);
    expect(found?.explanation?.path).toMatchObject([
      {
        from: damages.id,
        weight: 3 / 8,
        edge: { id: raised.id, kind: 'question', direction: 'in', text: whoPays.text },
      },
    ]);
  });

  it('names the incoming question that scored', async () => {
    const { results } = await ask({ explain: true });
    expect(results[0]?.explanation?.parts.questions).toMatchObject({
      raw: expect.closeTo(1, 6),
      weight: expect.closeTo(0.3, 9),
      question: { id: whenBack.id, text: whenBack.text },
    });
  });

  it('explains nothing unless asked to', async () => {
    expect((await ask({})).results[0]).not.toHaveProperty('explanation');
  });

  it('weighs .3 and .7 and follows citations alone where there are no incoming questions', async () => {
    const answer = await ask({ explain: true }, { ...graph, questions: [], edges: [cites] });
    expect(answer.notes.map(({ code }) => code)).toEqual(['no-questions']);
    const parts = answer.results[0]?.explanation?.parts;
    expect(parts?.text?.weight).toBeCloseTo(0.3, 9);
    expect(parts?.dense?.weight).toBeCloseTo(0.7, 9);
    const kinds = new Set<EdgeKind>(
      answer.results.flatMap(({ explanation }) => explanation?.path.map(({ edge }) => edge.kind) ?? []),
    );
    expect([...kinds]).toEqual(['citation']);
  });

  it('gives the weight of words that are nowhere to the other lists', async () => {
    const answer = await ask({ query: 'qqq', explain: true });
    expect(answer.notes.map(({ code }) => code)).toEqual(['no-term-found']);
    const parts = answer.results[0]?.explanation?.parts;
    expect(parts?.dense?.weight).toBeCloseTo(0.4, 9);
    expect(parts?.questions?.weight).toBeCloseTo(0.6, 9);
  });

  it('goes nowhere from what only the mock put there', async () => {
    const mocked = { ...graph, build: aBuild({ space: aSpace({ semantic: false }) }) };
    const answer = await ask({ query: 'qqq' }, mocked);
    expect(answer.counts).toMatchObject({ seeds: 0, edges: 0, reached: 0 });
    expect(answer.notes.map(({ code }) => code)).toEqual(['no-term-found', 'not-semantic']);
    expect((await ask({ query: 'deposit' }, mocked)).counts.seeds).toBeGreaterThan(0);
  });
});

describe('an answer without results', () => {
  it('says that no word occurs', async () => {
    const { results, notes } = await ask({ mode: 'bm25', query: 'qqq' });
    expect(results).toEqual([]);
    expect(notes).toEqual([
      {
        code: 'no-term-found',
        sentence: 'No word of the query occurs in build 3 of graph default: there is nothing to rank by.',
      },
    ]);
  });

  it('says that there is nothing to search', async () => {
    const gone = anArticle({ statuteId: 'X', repealed: true });
    expect((await ask({ statutes: ['X'] }, { ...graph, nodes: [...graph.nodes, gone] })).notes).toEqual([
      {
        code: 'nothing-to-search',
        sentence: 'There is no article in the statutes X of build 3 of graph default (repealed ones are left out).',
      },
    ]);
  });

  it('says that there are no vectors, or no space to embed the query in', async () => {
    const bare = { ...graph, vectors: new Map<string, Float32Array>() };
    expect((await ask({ mode: 'dense' }, bare)).notes.map(({ code }) => code)).toEqual(['no-vectors']);
    const { space: _, ...spaceless } = graph.build;
    expect((await ask({ mode: 'dense' }, { ...bare, build: spaceless })).notes[0]?.code).toBe('no-vectors');
  });

  it('says that there are no question edges to enter by', async () => {
    expect((await ask({ mode: 'hop-paper' }, { ...graph, edges: [cites] })).notes[0]?.code).toBe('no-question-edges');
    expect((await ask({ mode: 'hop-paper' }, { ...graph, questions: [], edges: [] })).notes[0]?.code).toBe(
      'no-questions',
    );
  });
});
