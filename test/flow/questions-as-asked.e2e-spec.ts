import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RetrieveAnswer, RetrieveRequest } from '@lexhop/retrieval';
import { describe, expect, it } from 'vitest';
import { run, commandLine } from '../support/command-line.js';
import { expectStatus } from '../support/graphs.js';
import { aFolder } from '../support/server.js';
import { sampleGraph, sharedServer } from '../support/shared-server.js';

const server = sharedServer();

/** The sample graph's answer; no language model is set. */
function ask(query: string, request: Partial<RetrieveRequest> = {}): Promise<RetrieveAnswer> {
  return expectStatus(server.request('POST', `/graphs/${sampleGraph}/retrieve`, { query, ...request }), 200);
}
const idsOf = ({ results }: RetrieveAnswer) => results.map(({ article }) => article.id);
const codesOf = ({ notes }: RetrieveAnswer) => notes.map(({ code }) => code);

describe('a query that names an article', () => {
  it.each([
    ['著作權法第52條', 'J0070017:52'],
    ['著作權法第五十二條規定什麼', 'J0070017:52'],
    ['著作權法第91條之1', 'J0070017:91-1'],
    ['著作權法第九十一條之一的罰則', 'J0070017:91-1'],
    ['商標法第30條', 'J0070001:30'],
    ['商標法 30', 'J0070001:30'],
    ['著作权法第五十二条', 'J0070017:52'],
  ])('finds that article first: %s', async (query, id) => {
    const answer = await ask(query);
    expect(idsOf(answer)[0]).toBe(id);
    expect(answer.results.length).toBeGreaterThan(1);
    expect(answer.reading?.references).toMatchObject([{ id }]);
    expect(codesOf(answer)).toContain('named-first');
  });

  it('is told by the baselines that they take it as it is', async () => {
    for (const mode of ['bm25', 'dense', 'hybrid', 'hybrid-rrf'] as const) {
      const answer = await ask('著作權法第52條', { mode });
      expect(answer.notes.find(({ code }) => code === 'named-not-first')?.sentence).toContain(`Mode ${mode}`);
      expect(answer.reading).toBeUndefined();
    }
  });
});

describe('a query in simplified characters', () => {
  it.each([
    ['注册', '註冊'],
    ['商标注册之申请', '商標註冊之申請'],
  ])('finds by words what the traditional ones find: %s', async (simplified, traditional) => {
    const [one, other] = await Promise.all([ask(simplified, { mode: 'bm25' }), ask(traditional, { mode: 'bm25' })]);
    expect(other.results).toHaveLength(10);
    expect(idsOf(one)).toEqual(idsOf(other));
    const [hop, otherHop] = await Promise.all([ask(simplified), ask(traditional)]);
    expect(hop.counts.lists.text).toBe(otherHop.counts.lists.text);
  });
});

describe('a query where no language model is set', () => {
  const query = '掃描課本傳給同學會被告嗎？';

  it('is answered as it is written, and the answer says so once', async () => {
    const answer = await ask(query);
    expect(answer.results).toHaveLength(10);
    expect(answer.reading).toEqual({ references: [], language: 'zh-Hant', issues: [] });
    expect(codesOf(answer).filter((code) => code === 'no-language-model')).toHaveLength(1);
    expect(codesOf(await ask(query, { refine: 'off' }))).not.toContain('no-language-model');
  });

  const reading = { issues: ['重製權', '公開傳輸'], passage: '著作人專有重製其著作之權利。' };

  it('is searched for by a reading that a person sends, which the answer shows as theirs', async () => {
    const [plain, read] = await Promise.all([
      ask(query),
      ask(query, { reading: { references: [], ...reading }, explain: true }),
    ]);
    expect(read.reading).toEqual({ references: [], language: 'zh-Hant', ...reading, by: 'request' });
    expect(codesOf(read)).not.toContain('no-language-model');
    expect(idsOf(read)).not.toEqual(idsOf(plain));
    const parts = read.results.flatMap(({ explanation }) => Object.keys(explanation?.parts ?? {}));
    expect(parts).toContain('reading-text');
  });

  it('may be sent its own reading back, changed, on the command line', async () => {
    const folder = await aFolder();
    const cli = async (...words: readonly string[]) => {
      const ended = await run(
        [process.execPath, commandLine, 'ask', query, '--graph', sampleGraph, ...words],
        folder.path,
        {
          LEXHOP_URL: server.url,
        },
      );
      return ended;
    };
    try {
      const answer = JSON.parse((await cli('--json')).output) as RetrieveAnswer;
      const file = join(folder.path, 'answer.json');
      await writeFile(file, JSON.stringify({ ...answer, reading: { ...answer.reading, ...reading } }));
      const asked = await cli('--reading', file);
      expect(asked.output).toContain('read by request:');
      expect(asked.output).toContain('重製權、公開傳輸');
      await writeFile(file, '重製權');
      expect(await cli('--reading', file)).toMatchObject({
        code: 2,
        errors: expect.stringContaining('holds no reading'),
      });
    } finally {
      await folder.remove();
    }
  });

  it.each([
    ['a reading of too many issues', { reading: { issues: Array(7).fill('重製') } }],
    ['a passage that is too long', { reading: { passage: '重'.repeat(801) } }],
    ['refine as nobody knows it', { refine: 'always' }],
  ])('refuses %s', async (_, request) => {
    const body = { query, ...request };
    expect((await server.request('POST', `/graphs/${sampleGraph}/retrieve`, body)).status).toBe(400);
  });

  it('is not reranked, with a note, where that is asked for', async () => {
    const [plain, asked] = await Promise.all([ask(query), ask(query, { rerank: true })]);
    expect(idsOf(asked)).toEqual(idsOf(plain));
    expect(codesOf(asked)).toContain('no-reranker');
  });
});
