import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formOf } from './support/graphs.js';
import { aFolder, TestServer } from './support/server.js';

const query = '老師上課想影印一本書的幾頁發給學生，可以嗎？';
let folder: Awaited<ReturnType<typeof aFolder>>;
let server: TestServer;

beforeAll(async () => {
  folder = await aFolder();
  server = await TestServer.start(folder.path);
});

afterAll(async () => {
  await server.stop();
  await folder.remove();
});

describe('bad input', () => {
  it.each([
    ['an unknown graph', 'POST', '/graphs/nowhere/retrieve', { query }, 409, 'no-active-build'],
    ['a wrong graph name', 'GET', '/graphs/No%20Where/statutes', undefined, 400, 'bad-request'],
    ['an empty query', 'POST', '/graphs/default/retrieve', { query: '  ' }, 400, 'bad-request'],
    [
      'a query of 100,000 characters',
      'POST',
      '/graphs/default/retrieve',
      { query: '法'.repeat(100_000) },
      400,
      'bad-request',
    ],
    ['topK 0', 'POST', '/graphs/default/retrieve', { query, topK: 0 }, 400, 'bad-request'],
    ['topK a million', 'POST', '/graphs/default/retrieve', { query, topK: 1_000_000 }, 400, 'bad-request'],
    ['an unknown mode', 'POST', '/graphs/default/retrieve', { query, mode: 'magic' }, 400, 'bad-request'],
    ['a body that is not JSON', 'POST', '/graphs/default/retrieve', '{"query":', 400, 'bad-request'],
    ['an unknown build', 'GET', '/graphs/default/builds/999', undefined, 404, 'build-gone'],
    ['a build that is no number', 'GET', '/graphs/default/builds/first', undefined, 400, 'bad-request'],
    ['an unknown statute', 'DELETE', '/graphs/default/statutes/X', undefined, 404, 'not-found'],
    ['an unknown field', 'POST', '/graphs/default/builds', { form: 'scratch' }, 400, 'bad-request'],
    ['an unknown path', 'GET', '/nothing', undefined, 404, 'not-found'],
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

  it('an upload over the bound gets 413 with the bound', async () => {
    const small = await aFolder();
    const other = await TestServer.start(small.path, { LEXHOP_UPLOAD_LIMIT_MB: '1' });
    const text = ` ${'\n'.repeat(2 * 1024 * 1024)}`;
    const answer = await other.request<{ code: string; detail: string }>(
      'POST',
      '/graphs/default/statutes',
      await formOf({ name: 'big.json', text }),
    );
    await other.stop();
    await small.remove();
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
