import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { answerOf, chunksOf, createLexHopClient, sendFile } from './lexhop-client.js';
import { answersJson, aServer } from './testing/a-server.js';

describe('createLexHopClient', () => {
  it('hands on what the server says to do about a problem', async () => {
    const problem = { code: 'store-unavailable', detail: 'The graph store does not answer.', hint: 'Start it again.' };
    const { url } = await aServer({ 'GET /graphs': answersJson(problem, 503) });
    await expect(answerOf(createLexHopClient({ url }).rest.GET('/api/v1/graphs'))).rejects.toMatchObject({
      status: 503,
      code: 'store-unavailable',
      message: 'The graph store does not answer.',
      hint: 'Start it again.',
      retryable: true,
    });
  });

  it('has no hint where the server has none', async () => {
    const { url } = await aServer({ 'GET /graphs': answersJson({ code: 'internal', detail: 'It failed.' }, 500) });
    const call = createLexHopClient({ url }).rest.GET('/api/v1/graphs');
    await expect(answerOf(call)).rejects.toMatchObject({ code: 'internal', hint: undefined });
  });

  it('tells an answer that is no problem details by its status and first words', async () => {
    const { url } = await aServer({
      'GET /graphs': (_, response) => void response.writeHead(418, { 'content-type': 'text/html' }).end('<b>Tea</b>'),
    });
    const call = createLexHopClient({ url }).rest.GET('/api/v1/graphs');
    await expect(answerOf(call)).rejects.toMatchObject({
      status: 418,
      code: 'unknown',
      message: 'The server answered HTTP 418: <b>Tea</b>',
    });
  });

  it.each([502, 504])('takes a proxy that answers %s for a server that is away', async (status) => {
    const { url } = await aServer({ 'GET /graphs': answersJson({}, status) });
    const call = createLexHopClient({ url }).rest.GET('/api/v1/graphs');
    await expect(call).rejects.toMatchObject({ code: 'server-unreachable', url });
  });

  it('says where nobody answers', async () => {
    const server = await aServer({});
    await server.stop();
    const { url } = server;
    const call = createLexHopClient({ url }).rest.GET('/api/v1/graphs');
    await expect(call).rejects.toThrow(`No LexHop server answers at ${url}.`);
  });

  it('sends its key with every request', async () => {
    const { url } = await aServer({
      'GET /access': ({ headers }, response) => response.end(JSON.stringify({ name: headers.authorization })),
    });
    const { name } = await answerOf(createLexHopClient({ url, key: 'secret' }).rest.GET('/api/v1/access'));
    expect(name).toBe('Bearer secret');
  });
});

describe('sendFile', () => {
  it.each([
    ['statutes', 'files'],
    ['questions', 'file'],
    ['import', 'file'],
  ] as const)('sends a file with its name to %s in the field %s, and gives the answer', async (route, field) => {
    const { url } = await aServer({
      [`POST /graphs/tax/${route}`]: async (request, response) =>
        response.end(JSON.stringify({ graph: await text(request) })),
    });
    const file = new Blob(['第一條　本法']);
    const sent = { graph: 'tax', file, name: 'law.txt' };
    const { graph } = await sendFile(createLexHopClient({ url }), `/api/v1/graphs/{graph}/${route}`, sent);
    expect(graph).toContain(`name="${field}"; filename="law.txt"`);
    expect(graph).toContain('第一條　本法');
  });
});

describe('chunksOf', () => {
  const exported = (url: string) => {
    const client = createLexHopClient({ url });
    const params = { path: { graph: 'tax' } };
    return chunksOf(client, client.rest.GET('/api/v1/graphs/{graph}/export', { params, parseAs: 'stream' }));
  };

  it('gives a body as it comes', async () => {
    const { url } = await aServer({ 'GET /graphs/tax/export': (_, response) => void response.end('{"a":1}\n') });
    const chunks: Uint8Array[] = [];
    for await (const chunk of await exported(url)) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('{"a":1}\n');
  });

  it('ends with an error where the server breaks off', async () => {
    const { url } = await aServer({
      'GET /graphs/tax/export': (_, response) => response.write('{"a"', () => response.socket?.destroy()),
    });
    const read = async () => {
      for await (const chunk of await exported(url)) expect(chunk.length).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toMatchObject({ code: 'server-unreachable' });
  });
});
