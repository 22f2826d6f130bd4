import { connect, type AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { answerExpectations, answerUnparsable, drainBodies, endSlowRequests } from './connections.js';

let server: FastifyInstance;

afterEach(() => server.close());

/** Sends bytes, one piece after another has been written, and resolves with all that came until the connection was closed. */
async function send(...pieces: readonly string[]): Promise<string> {
  if (!server.server.listening) await server.listen();
  const { port } = server.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  for (const piece of pieces) await new Promise<void>((written) => socket.write(piece, () => written()));
  await new Promise<void>((closed) => socket.once('close', () => closed()));
  return answer;
}

const post = (path: string, length: number) =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
const last = 'GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n';

describe('a connection', () => {
  it('is closed when the body of its request does not come', async () => {
    server = fastify();
    endSlowRequests(server, { milliseconds: 20, bytes: 10 });
    server.post('/', () => 'read');
    expect(await send(post('/', 100), '{')).not.toContain('read');
  });

  it('is kept while the body comes', async () => {
    server = fastify();
    endSlowRequests(server, { milliseconds: 20, bytes: 10 });
    server.post('/', () => 'read');
    server.get('/', () => 'next');
    expect(await send(post('/', 2), '{}', last)).toMatch(/read[^]*next/);
  });

  it('goes on after a request that was refused before its body was read', async () => {
    server = fastify();
    drainBodies(server);
    server.addHook('onRequest', async (request, reply) =>
      request.method === 'POST' ? reply.status(401).send('refused') : undefined,
    );
    server.post('/', () => 'read');
    server.get('/', () => 'next');
    const body = '{'.repeat(500_000);
    expect(await send(post('/', body.length), body, last)).toMatch(/refused[^]*next/);
  });

  it('is told as problem details what can’t be read as a request', async () => {
    server = fastify({ clientErrorHandler: answerUnparsable });
    expect(await send(`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 [^]*application\/problem\+json[^]*"status":431/,
    );
    answerExpectations(server);
    const expecting = 'GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nexpect: tea\r\n\r\n';
    expect(await send(expecting)).toMatch(/^HTTP\/1.1 417 [^]*application\/problem\+json[^]*"status":417/);
    expect(await send('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [^]*"code":"bad-request"/);
  });
});
