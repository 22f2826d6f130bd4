import { readingRequestSchema } from '@lexhop/query-understanding';
import { describe, expect, it } from 'vitest';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import { QueryReader } from './query-reader.js';
import type { RetrieveRequest } from './request.js';
import { retrieve } from './retrieve.js';
import { aBuild, aCitationEdge, aGraph, anArticle, indexOf } from './testing/graph-fixture.js';

/* An order of one article cites the second of three articles of a statute, of which the first has the query's words. */
const order = anArticle({ statuteId: 'O', number: '1', statuteTitle: 'Deposit Order', text: 'see there' });
const deposit = anArticle({ statuteId: 'R', number: '1', text: 'deposit of the tenant' });
const notice = anArticle({ statuteId: 'R', number: '2', text: 'notice before the lease ends' });
const penalty = anArticle({ statuteId: 'R', number: '3', text: 'penalty for late payment' });
const { space: _, ...build } = aBuild();
const graph = aGraph({
  build,
  nodes: [order, deposit, notice, penalty],
  questions: [],
  edges: [aCitationEdge(order.id, notice.id), aCitationEdge(penalty.id, order.id)],
  vectors: new Map(),
});
const ask = (query: string, statutes?: readonly string[]) =>
  retrieve(
    new InMemoryGraphReader(indexOf(graph)),
    { embedQuery: async () => [], queryReader: new QueryReader() },
    { query, mode: 'hop', topK: 3, refine: 'off', explain: true, ...(statutes && { statutes }) },
  );

/* Two statutes of thirty articles each, the second article of one repealed. */
const wages = aGraph({
  build,
  nodes: ['勞動基準法', '民法'].flatMap((statuteTitle, statute) =>
    Array.from({ length: 30 }, (_, at) =>
      anArticle({
        statuteId: `N${statute}`,
        statuteTitle,
        number: String(at + 1),
        text: '工資之給付',
        repealed: statute === 0 && at === 1,
        language: 'zh-Hant',
      }),
    ),
  ),
  questions: [],
  edges: [],
  vectors: new Map(),
});

async function read(query: string, request: Partial<RetrieveRequest> = {}, queryReader = new QueryReader()) {
  const answer = await retrieve(
    new InMemoryGraphReader(indexOf(wages)),
    { embedQuery: async () => [], queryReader },
    { query, mode: 'hop', topK: 3, refine: 'off', ...request },
  );
  const notes = new Map(answer.notes.map(({ code, sentence }) => [code, sentence]));
  return { notes, reading: answer.reading, ids: answer.reading?.references.map(({ id }) => id) };
}

describe('the references of a query', () => {
  it('are said to name no statute, where the build has several', async () => {
    const { notes, ids } = await read('第1條');
    expect(ids).toEqual([]);
    expect(notes.get('named-without-statute')).toContain('第1條');
    expect((await read('第1條', { statutes: ['民法'] })).ids).toEqual(['N1:1']);
  });

  it('of a statute that the build lacks are said to be absent, also where one statute is asked for', async () => {
    for (const request of [{}, { statutes: ['民法'] }]) {
      const { notes, ids } = await read('民法第1條及國家賠償法第2條', request);
      expect(ids).toEqual(['N1:1']);
      expect(notes.get('named-absent')).toContain('names 國家賠償法第2條, which');
    }
  });

  it('are as many as a reading holds, with few words in a note, and can be sent back', async () => {
    const query = `民法${Array.from({ length: 1_500 }, (_, at) => `第${at + 1}條`).join('')}`;
    const { notes, reading, ids } = await read(query);
    expect(ids).toHaveLength(20);
    expect(readingRequestSchema.safeParse(reading).success).toBe(true);
    expect(notes.get('named-first')).toContain('第5條 and 15 more');
    expect(notes.has('named-too-many')).toBe(true);
  });

  it('come back from a reading as they went, repealed ones too', async () => {
    const { reading } = await read('勞基法第2條');
    expect(reading?.references).toEqual([{ id: 'N0:2', words: '勞基法第2條' }]);
    expect((await read('工資', { reading: { issues: ['工資'], ...reading } })).ids).toEqual(['N0:2']);
  });

  it('are those of a reading that is sent, none where it lists none, and those of the query where it does not say', async () => {
    const sent = async (reading: RetrieveRequest['reading']) => (await read('民法第1條的工資', { reading })).ids;
    expect(await sent({ issues: [], references: [] })).toEqual([]);
    expect(await sent({ issues: [], references: [{ id: 'N1:3' }] })).toEqual(['N1:3']);
    expect(await sent({ issues: [] })).toEqual(['N1:1']);
    const { notes } = await read('工資', { reading: { issues: [], references: [{ id: 'N1:999' }] } });
    expect(notes.get('named-absent')).toContain('N1:999');
  });
});

describe('a language model that reads', () => {
  const asked = (query: string, mode: RetrieveRequest['mode']) =>
    new Promise<boolean>((resolve) => {
      const queryReader = new QueryReader(() => {
        resolve(true);
        return undefined;
      });
      void read(query, { mode, refine: 'auto' }, queryReader).then(() => resolve(false));
    });

  it('is asked in mode hop-paper about a query in another language alone, as its issues are not searched for', async () => {
    expect(await asked('工資何時給付', 'hop')).toBe(true);
    expect(await asked('工資何時給付', 'hop-paper')).toBe(false);
    expect(await asked('when are wages paid', 'hop-paper')).toBe(true);
  });

  it('is not asked about a query that names an article and says no more, but about one that names none that there is', async () => {
    expect(await asked('民法第1條', 'hop')).toBe(false);
    expect(await asked('民法第999條', 'hop')).toBe(true);
  });
});

describe('a statute that a query names without an article', () => {
  it('is its article, where it has no other: that comes first, and next what it cites', async () => {
    const { results, reading } = await ask('deposit order, Statute R');
    expect(results.map(({ article }) => article.id)).toEqual([order.id, notice.id, deposit.id]);
    expect(reading?.references).toEqual([{ id: order.id, words: 'deposit order' }]);
    expect(results[1]?.explanation?.parts.cited).toEqual({ raw: 1, normalised: 1, weight: 1 });
  });

  it('names nothing, where the request leaves that statute out', async () => {
    const { results, reading } = await ask('deposit order', ['R']);
    expect(reading?.references).toEqual([]);
    expect(results[0]?.article.id).toBe(deposit.id);
  });
});
