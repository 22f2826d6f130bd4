import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { formOf } from '../support/graphs.js';
import { sharedServer } from '../support/shared-server.js';

const server = sharedServer();
const api = `${server.url}/api/v1/graphs/hostile`;

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

async function problemOf(response: Promise<Response>): Promise<Problem> {
  const { status, headers, ...answer } = await response.then(async (got) => ({
    status: got.status,
    headers: got.headers,
    problem: (await got.json()) as Problem,
  }));
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(answer.problem.status).toBe(status);
  return answer.problem;
}

/** Sends bytes as they are, and resolves with what came until the server closed the connection. */
function sendBytes(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket
      .setEncoding('utf8')
      .on('data', (text: string) => (answer += text))
      .on('close', () => resolve(answer))
      .on('error', reject);
  });
}

describe('a request that no client of ours sends', () => {
  it.each([
    ['GET', 'builds?before=2147483648'],
    ['GET', 'builds/2147483648'],
    ['GET', 'builds/2147483648/events'],
    ['POST', 'builds/99999999999999999999/cancel'],
    ['POST', 'builds/2147483648/retry'],
    ['POST', 'builds/2147483648/activate'],
    ['DELETE', 'builds/2147483648'],
  ])('%s %s gets 400, since no build has such a number', async (method, path) => {
    expect(await problemOf(fetch(`${api}/${path}`, { method }))).toMatchObject({ status: 400, code: 'bad-request' });
  });

  it.each(['..%5c..%5cpackage.json', '..%2f..%2fpackage.json', '..%2findex.html'])(
    'GET /assets/%s gets 404, as whatever is not there',
    async (path) => {
      const got = await problemOf(fetch(`${server.url}/assets/${path}`));
      expect(got).toMatchObject({ status: 404, code: 'not-found' });
    },
  );

  it.each([
    ['without a boundary', 'multipart/form-data', 'abc'],
    ['of nothing', 'multipart/form-data; boundary=x', ''],
    [
      'cut short in a file',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\nabc',
    ],
    [
      'with 300 fields that are no files',
      'multipart/form-data; boundary=x',
      `${'--x\r\ncontent-disposition: form-data; name="f"\r\n\r\nv\r\n'.repeat(300)}--x--\r\n`,
    ],
  ])('a form %s gets 400 or 413, in words', async (_name, type, body) => {
    for (const route of ['statutes', 'questions', 'import']) {
      const sent = fetch(`${api}/${route}`, { method: 'POST', headers: { 'content-type': type }, body });
      const { status, code, detail } = await problemOf(sent);
      expect([400, 413]).toContain(status);
      expect(code).toBe(status === 400 ? 'bad-request' : 'upload-too-large');
      expect(detail).toMatch(/form|field/i);
    }
  });

  it('a page of another origin begins neither a build nor an import', async () => {
    const headers = { origin: 'https://evil.example' };
    for (const [route, body] of [
      ['builds', undefined],
      ['import', await formOf({ name: 'g.jsonl', text: '{}' })],
    ] as const) {
      const sent = fetch(`${api}/${route}`, { method: 'POST', headers, ...(body && { body }) });
      expect(await problemOf(sent)).toMatchObject({ status: 403, code: 'cross-site' });
    }
    expect(await (await fetch(`${api}/builds`)).json()).toEqual({ items: [] });
  });

  it('a file that is refused leaves its connection to the next request', async () => {
    const body = `{"Laws": [{]}${' '.repeat(3_000_000)}`;
    const answer = await sendBytes(
      `POST /api/v1/graphs/hostile/statutes HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/octet-stream\r\ncontent-length: ${body.length}\r\n\r\n${body}` +
        'GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 422 [^]*HTTP\/1\.1 200 [^]*\{"live":true\}$/);
  });

  it.each([
    [
      'that names two hosts',
      'GET /api/v1/graphs HTTP/1.1\r\nhost: localhost\r\nhost: evil\r\nconnection: close\r\n\r\n',
      400,
    ],
    ['whose address is too long', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`, 431],
    ['that is no HTTP', 'NONSENSE\r\n\r\n', 400],
    [
      'whose length is given twice',
      'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
      400,
    ],
  ])('one %s gets a problem', async (_name, bytes, status) => {
    expect(await sendBytes(bytes)).toMatch(
      new RegExp(`^HTTP/1\\.1 ${status} [^]*application/problem\\+json[^]*"status":${status}`),
    );
  });

  it('an id that is too long gets 414', async () => {
    expect(await problemOf(fetch(`${api}/statutes/${'x'.repeat(401)}`))).toMatchObject({ status: 414 });
  });

  it.each([
    ['PUT', 'builds', 'GET, HEAD, POST'],
    ['DELETE', 'retrieve', 'POST'],
    ['POST', '../../../../favicon.svg', 'GET, HEAD'],
  ])('%s of %s gets 405 with the methods that are taken', async (method, path, allowed) => {
    const answer = await fetch(`${api}/${path}`, { method });
    expect([answer.status, answer.headers.get('allow')?.split(', ').toSorted().join(', ')]).toEqual([405, allowed]);
  });
});
