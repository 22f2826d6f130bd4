import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formOf } from '../support/graphs.js';
import { aDataDirectory, TestServer } from '../support/server.js';

const keys = { read: randomBytes(32).toString('hex'), admin: randomBytes(32).toString('hex') };
const digest = (key: string) => createHash('sha256').update(key).digest('hex');

/** Without a key; and what changes something is for administrators, but for these, which only answer. */
const openToAll = ['/health/live', '/health/ready', '/api/v1/access'];
const answersByPost = [
  '/retrieve',
  '/retrieve/batch',
  '/answers',
  '/chat/completions',
  '/mcp',
  '/embedding/vectors',
  '/embedding/similarity',
];

interface Call {
  readonly method: string;
  readonly path: string;
}

let folder: Awaited<ReturnType<typeof aDataDirectory>>;
let server: TestServer;
let calls: readonly Call[];

beforeAll(async () => {
  folder = await aDataDirectory();
  const entries = Object.entries(keys).map(([role, key]) => `the-${role}:${role}:${digest(key)}`);
  server = await TestServer.start(folder.path, { LEXHOP_HOST: '0.0.0.0', LEXHOP_API_KEYS: entries.join(',') });
  const document = (await (await ask('/api/v1/openapi.json', bearer(keys.read))).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  calls = Object.entries(document.paths).flatMap(([path, methods]) => {
    return Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, '1'),
    }));
  });
});

afterAll(async () => {
  await server.stop();
  await folder.remove();
});

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`anyone:${key}`).toString('base64')}` });

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(`${server.url.replace('0.0.0.0', '127.0.0.1')}${path}`, { method, headers, redirect: 'manual' });
}

async function statuses(asked: readonly Call[], headers?: Record<string, string>) {
  return Promise.all(
    asked.map(async ({ method, path }) => {
      const { status, body } = await ask(path, headers, method);
      await body?.cancel();
      return `${method} ${path} ${status}`;
    }),
  );
}

describe('a server that others reach', () => {
  it('serves the page that asks for a key without one', async () => {
    const page = await ask('/', { accept: 'text/html' });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('tells of its folders to administrators only', async () => {
    const models = async (key: string) => (await ask('/api/v1/embedding/models', bearer(key))).json();
    expect(Object.keys((await models(keys.read)) as object)).toEqual(['items']);
    expect(Object.keys((await models(keys.admin)) as object)).toEqual(['cache', 'items']);
  });

  it('asks for a key on every route of REST but health and access', async () => {
    expect(calls.length).toBeGreaterThan(20);
    const unlisted = [
      { method: 'GET', path: '/metrics' },
      { method: 'POST', path: '/mcp' },
    ];
    const guarded = [...calls, ...unlisted].filter(({ path }) => !openToAll.includes(path));
    const refused = guarded.map(({ method, path }) => `${method} ${path} 401`);
    for (const headers of [{}, bearer('of-nobody'), basic(keys.admin)]) {
      expect(await statuses(guarded, headers)).toEqual(refused);
    }
  });

  it('lets nobody change anything with a key that may read', async () => {
    const changing = calls.filter(
      ({ method, path }) => method !== 'GET' && !answersByPost.some((end) => path.endsWith(end)),
    );
    expect(changing.length).toBeGreaterThan(5);
    expect(await statuses(changing, bearer(keys.read))).toEqual(
      changing.map(({ method, path }) => `${method} ${path} 403`),
    );
    const answering = calls.filter(({ path }) => answersByPost.some((end) => path.endsWith(end)));
    expect((await statuses(answering, bearer(keys.read))).filter((line) => /40[13]$/.test(line))).toEqual([]);
  });

  it('says what a key opens', async () => {
    const access = async (headers?: Record<string, string>) => {
      const response = await ask('/api/v1/access', headers);
      return [response.status, await response.json()];
    };
    const of = (name: string | null, role: string | null) => [200, { keysRequired: true, name, role, graphs: null }];
    expect(await access()).toEqual(of(null, null));
    expect(await access(bearer(keys.read))).toEqual(of('the-read', 'read'));
    expect(await access(bearer(keys.admin))).toEqual(of('the-admin', 'admin'));
    expect(await access(bearer('of-nobody'))).toMatchObject([401, { code: 'unauthorized' }]);
  });

  it.each([
    ['the queues', '/admin/queues', 'admin'],
    ['what the page of the queues reads', '/admin/queues/api/queues', 'admin'],
    ['the queues by an address that is spelt otherwise', '/admin/%71ueues', 'admin'],
    ['the API page', '/api/v1/docs', 'read'],
    ['the OpenAPI document', '/api/v1/openapi.json', 'read'],
  ] as const)('opens %s to a program by its key and to a browser by its password', async (_name, path, role) => {
    const refused = await ask(path);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/^Basic realm=/),
    ]);
    expect((await ask(path, bearer(keys.read))).status).toBe(role === 'read' ? 200 : 403);
    expect((await ask(path, basic(keys.read))).status).toBe(role === 'read' ? 200 : 401);
    expect((await ask(path, bearer(keys.admin))).status).toBe(200);
    expect((await ask(path, basic(keys.admin))).status).toBe(200);
  });
});

const api = (method: string, path: string, key: string, body?: object) =>
  fetch(`${server.url.replace('0.0.0.0', '127.0.0.1')}/api/v1${path}`, {
    method,
    headers: { ...bearer(key), ...(body && !(body instanceof FormData) && { 'content-type': 'application/json' }) },
    ...(body && { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
const make = async (body: object) => (await (await api('POST', '/keys', keys.admin, body)).json()) as { key: string };

describe('a key of some graphs', () => {
  const query = '甲法規定什麼？';
  let ofMine: { readonly key: string };

  const build = async (graph: string) => {
    const articles = [{ ArticleType: 'A', ArticleNo: '第 1 條', ArticleContent: '甲法規定的事項。' }];
    const law = { LawLevel: '法律', LawName: '甲法', LawURL: 'https://x/?pcode=A0000001', LawArticles: articles };
    const text = JSON.stringify({ UpdateDate: '2024/10/11', Laws: [law] });
    await api('POST', `/graphs/${graph}/statutes`, keys.admin, await formOf({ name: 'laws.json', text }));
    await api('POST', `/graphs/${graph}/builds`, keys.admin, {});
    await (await api('GET', `/graphs/${graph}/builds/1/events`, keys.admin)).text();
  };
  beforeAll(async () => {
    await Promise.all(['mine', 'other'].map(build));
    ofMine = await make({ name: 'of-mine', role: 'read', graphs: ['mine'] });
    return () => api('DELETE', '/keys/of-mine', keys.admin);
  });

  it('lets an agent ask these alone', async () => {
    const url = new URL('/mcp', server.url.replace('0.0.0.0', '127.0.0.1'));
    const agent = new Client({ name: 'test', version: '1' });
    const requestInit = { headers: bearer(ofMine.key) };
    await agent.connect(new StreamableHTTPClientTransport(url, { requestInit }) as Transport);
    const call = async (name: string, input: Record<string, unknown>) =>
      JSON.stringify(await agent.callTool({ name, arguments: input }));
    expect(await call('retrieve', { query, graph: 'mine' })).toContain('[A0000001:1] 甲法');
    expect(await call('build_status', { graph: 'mine' })).not.toContain('other');
    const elsewhere = await agent.callTool({ name: 'retrieve', arguments: { query, graph: 'other' } });
    expect(elsewhere).toMatchObject({ isError: true, content: [{ text: 'This key opens only: mine.' }] });
    await expect(agent.readResource({ uri: 'lexhop://other/articles/A0000001%3A1' })).rejects.toThrow(
      'opens only: mine',
    );
    await agent.close();
  });

  it('lets a client of OpenAI ask these alone', async () => {
    const baseURL = `${server.url.replace('0.0.0.0', '127.0.0.1')}/v1`;
    const client = (apiKey: string) => new OpenAI({ baseURL, apiKey, maxRetries: 0 });
    const models = async (key: string) => (await client(key).models.list()).data.map(({ id }) => id);
    expect(await models(ofMine.key)).toEqual(['mine']);
    expect(await models(keys.read)).toEqual(['mine', 'other']);
    const messages = [{ role: 'user' as const, content: query }];
    const complete = (model: string) => client(ofMine.key).chat.completions.create({ model, messages });
    expect(await complete('mine')).toMatchObject({ model: 'mine', lexhop: { kind: 'extractive' } });
    await expect(complete('other')).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    await expect(complete('none')).rejects.toMatchObject({ status: 403, code: 'forbidden' });
  });
});

describe('keys of the books', () => {
  it('admit without a restart, to what their role and graphs say, until they are revoked', async () => {
    const { key } = await make({ name: 'of-one', role: 'build', graphs: ['one'] });
    const status = async (method: string, path: string) => (await api(method, path, key)).status;
    expect(await status('GET', '/graphs/one/statutes')).toBe(200);
    expect(await status('POST', '/graphs/one/builds?dryRun=true')).toBe(200);
    expect(await status('GET', '/graphs/other/statutes')).toBe(403);
    expect(await status('GET', '/ledger')).toBe(403);
    expect(await status('GET', '/keys')).toBe(403);
    expect(await status('GET', '/graphs')).toBe(200);
    expect((await api('DELETE', '/keys/of-one', keys.admin)).status).toBe(204);
    expect(await status('GET', '/graphs/one/statutes')).toBe(401);
  });

  it('are listed with when they were used, and never themselves', async () => {
    const { key } = await make({ name: 'listed', role: 'read' });
    await api('GET', '/graphs', key);
    const listed = await (await api('GET', '/keys', keys.admin)).text();
    expect(listed).not.toContain(key);
    expect((JSON.parse(listed) as { items: object[] }).items).toEqual([
      expect.objectContaining({ name: 'listed', role: 'read', from: 'books', createdBy: 'the-admin' }),
      expect.objectContaining({ name: 'the-admin', from: 'environment' }),
      expect.objectContaining({ name: 'the-read', from: 'environment' }),
    ]);
  });

  it.each([
    ['a name that is taken', 'POST /keys', { name: 'the-read', role: 'read' }, 409],
    ['an administrator of some graphs', 'POST /keys', { name: 'some', role: 'admin', graphs: ['one'] }, 400],
    ['revoking a key of the environment', 'DELETE /keys/the-read', undefined, 409],
    ['revoking the last administrator', 'DELETE /keys/the-admin', undefined, 409],
    ['revoking a key that nobody has', 'DELETE /keys/nobody', undefined, 404],
  ])('%s is refused', async (_name, request, body, status) => {
    const [method = '', path = ''] = request.split(' ');
    expect((await api(method, path, keys.admin, body)).status).toBe(status);
  });

  it('are named in the record of what was changed', async () => {
    await api('DELETE', '/graphs/one/statutes/X?dryRun=true', keys.admin);
    // Looking at what a build would do changes nothing, and so is not recorded.
    expect((await api('POST', '/graphs/one/builds?dryRun=true', keys.admin, {})).status).toBe(200);
    // The record is kept once the change was answered.
    await expect
      .poll(async () => (await api('GET', '/audit?limit=1', keys.admin)).json())
      .toMatchObject({ items: [{ by: 'the-admin', action: 'DELETE /api/v1/graphs/one/statutes/X', status: 404 }] });
  });

  it('are asked for before a body is read', async () => {
    const { hostname, port } = new URL(server.url.replace('0.0.0.0', '127.0.0.1'));
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () =>
        socket.write('POST /api/v1/graphs/one/statutes HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000000\r\n\r\n'),
      );
      socket.once('data', (bytes) => {
        resolve(bytes.toString());
        socket.destroy();
      });
    });
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('what a browser is told', () => {
  it('lets pages load nothing but the files of this server', async () => {
    const { headers } = await ask('/api/v1/access');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('keeps pages of other sites from changing anything', async () => {
    const fromElsewhere = { 'sec-fetch-site': 'cross-site', ...bearer(keys.admin) };
    expect((await ask('/api/v1/graphs/default/builds', fromElsewhere, 'POST')).status).toBe(403);
    expect((await ask('/admin/queues/api/queues/pause', fromElsewhere, 'PUT')).status).toBe(403);
    expect((await ask('/api/v1/access', fromElsewhere)).status).toBe(200);
  });
});
