import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { formOf } from '../support/graphs.js';
import { TestServer } from '../support/server.js';
import { sharedServer } from '../support/shared-server.js';

const query = '老師上課想影印一本書的幾頁發給學生，可以嗎？';
const server = sharedServer();

describe('bad input', () => {
  it.each([
    ['an unknown graph', 'POST', '/graphs/nowhere/retrieve', { query }, 409, 'no-active-build'],
    ['an export of no build', 'GET', '/graphs/nowhere/export', undefined, 409, 'no-active-build'],
    ['a question bank of no build', 'GET', '/graphs/nowhere/questions', undefined, 409, 'no-active-build'],
    ['a wrong graph name', 'GET', '/graphs/No%20Where/statutes', undefined, 400, 'bad-request'],
    ['an empty query', 'POST', '/graphs/bad/retrieve', { query: '  ' }, 400, 'bad-request'],
    [
      'a query of 100,000 characters',
      'POST',
      '/graphs/bad/retrieve',
      { query: '法'.repeat(100_000) },
      400,
      'bad-request',
    ],
    ['topK 0', 'POST', '/graphs/bad/retrieve', { query, topK: 0 }, 400, 'bad-request'],
    ['topK a million', 'POST', '/graphs/bad/retrieve', { query, topK: 1_000_000 }, 400, 'bad-request'],
    ['an unknown mode', 'POST', '/graphs/bad/retrieve', { query, mode: 'magic' }, 400, 'bad-request'],
    ['a body that is not JSON', 'POST', '/graphs/bad/retrieve', '{"query":', 400, 'bad-request'],
    ['an unknown build', 'GET', '/graphs/bad/builds/999', undefined, 404, 'build-gone'],
    ['a build that is no number', 'GET', '/graphs/bad/builds/first', undefined, 400, 'bad-request'],
    ['an unknown statute', 'DELETE', '/graphs/bad/statutes/X', undefined, 404, 'not-found'],
    ['an unknown field', 'POST', '/graphs/bad/builds', { form: 'scratch' }, 400, 'bad-request'],
    ['a build of an unknown statute', 'POST', '/graphs/bad/builds', { statutes: ['NOPE'] }, 400, 'statutes-unknown'],
    [
      'a build with an unknown embedding provider',
      'POST',
      '/graphs/bad/builds',
      { embeddingChain: ['nope'] },
      400,
      'setting-invalid',
    ],
    ['an unknown path', 'GET', '/nothing', undefined, 404, 'not-found'],
    ['U+0000 in a path', 'GET', '/graphs/bad/statutes/a%00b', undefined, 400, 'bad-request'],
    ['U+0000 in a query', 'GET', '/graphs/bad/statutes?text=%00', undefined, 400, 'bad-request'],
    ['U+0000 in a body', 'POST', '/graphs/bad/builds', { statutes: ['A\0'] }, 400, 'bad-request'],
    [
      'half of a surrogate pair',
      'POST',
      '/graphs/bad/builds?dryRun=true',
      '{"statutes":["\\ud800"]}',
      400,
      'bad-request',
    ],
  ] as const)('%s gets a problem', async (...[, method, path, body, status, code]) => {
    const answer = await server.request<{ code: string; detail: string }>(method, path, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.detail.length).toBeGreaterThan(10);
  });

  it.each([
    ['is not JSON', 'hello.json', '{"UpdateDate": "2024", "Laws": [{]}'],
    [
      'is cut short',
      'cut.json',
      '{"UpdateDate":"2024/10/11","Laws":[{"LawLevel":"法律","LawName":"甲法","LawURL":"https://x/?pcode=A1","LawArticles":[{"ArticleType":"A","ArticleNo":"第 1 條"',
    ],
  ])('a file that %s gets 422 with file, place and reason', async (_name, name, text) => {
    const answer = await server.request<{ code: string; fileName: string; detail: string }>(
      'POST',
      '/graphs/files/statutes',
      await formOf({ name, text }),
    );
    expect(answer).toMatchObject({ status: 422, body: { code: 'statute-file-unreadable', fileName: name } });
    expect(answer.body.detail).toContain(name);
  });

  it('characters that no store can hold are replaced in statutes, shown and counted', async () => {
    const form = await formOf({ name: 'nul\0.txt', text: '零字法\n第 1 條\n甲\0乙。\n第 2 條\n丙。' });
    const answer = await server.request<{ files: { warnings: { code: string; sentence: string }[] }[] }>(
      'POST',
      '/graphs/characters/statutes',
      form,
    );
    expect(answer).toMatchObject({ status: 200, body: { files: [{ statutes: 1, articles: 2, warningCount: 1 }] } });
    const [warning] = answer.body.files[0]?.warnings ?? [];
    expect(warning).toMatchObject({ code: 'characters-replaced', sentence: expect.stringContaining('U+FFFD') });
    const { body } = await server.request<{ items: { id: string; title: string }[] }>(
      'GET',
      '/graphs/characters/statutes',
    );
    const statute = await server.request<{ articles: { text: string }[] }>(
      'GET',
      `/graphs/characters/statutes/${body.items[0]?.id}`,
    );
    expect(statute.body.articles[0]?.text).toBe('甲\ufffd乙。');
  });

  it('characters that no store can hold make a line of a question bank bad, and a file of such lines unreadable', async () => {
    const entry = (article: string, question: string) =>
      JSON.stringify({ article, incoming: [question, '乙？'], outgoing: ['一？', '二？', '三？', '四？'] });
    const send = async (...lines: readonly string[]) =>
      server.request('POST', '/graphs/characters/questions', await formOf({ name: 'b.jsonl', text: lines.join('\n') }));
    expect(await send(entry('A:1', '甲？'), entry('A:2', '甲\0？'))).toMatchObject({
      status: 200,
      body: { saved: 1, warnings: [{ code: 'bad-line', sentence: expect.stringContaining('U+0000') }] },
    });
    expect(await send(entry('A:2', '\ud800？'))).toMatchObject({
      status: 422,
      body: { code: 'question-bank-unreadable', detail: expect.stringContaining('surrogate') },
    });
  });

  it.each([
    ['statutes', 'text/plain', 400],
    ['statutes', 'text/markdown', 415],
    ['questions', 'text/plain', 400],
    ['import', 'application/json', 400],
  ])('a file sent to %s as %s gets %i and what is taken', async (route, type, status) => {
    const response = await fetch(`${server.url}/api/v1/graphs/bad/${route}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: '{"law_name":"甲法"}',
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('multipart/form-data') });
  });

  it('a question bank without an entry gets 400, not "nothing saved"', async () => {
    const answer = await server.request('POST', '/graphs/bad/questions', await formOf({ name: 'b.jsonl', text: '\n' }));
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'bad-request', detail: expect.stringContaining('b.jsonl holds no entry') },
    });
  });

  it('an upload over the bound gets 413 with the bound', async () => {
    const other = await TestServer.start(server.dataDirectory, { LEXHOP_UPLOAD_LIMIT_MB: '1' });
    const text = ` ${'\n'.repeat(2 * 1024 * 1024)}`;
    const answer = await other.request<{ code: string; detail: string }>(
      'POST',
      '/graphs/bad/statutes',
      await formOf({ name: 'big.json', text }),
    );
    await other.stop();
    expect([answer.status, answer.body.code]).toEqual([413, 'upload-too-large']);
    expect(answer.body.detail).toContain('1 MiB');
  });

  it('a request that names another host is refused on loopback', async () => {
    const { port } = new URL(server.url);
    const status = await new Promise<number>((resolve, reject) => {
      httpRequest(
        { host: '127.0.0.1', port, path: '/api/v1/graphs', headers: { host: 'evil.example' } },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });
});
