import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SlowRequestError } from './errors.js';
import { problemOf, type Problem, refuse } from './problem.filter.js';

/** Milliseconds after which a connection is closed whose request headers are not complete. */
export const headersTimeout = 30_000;
/** A body is slow when fewer bytes than this arrive in this time, while nothing that arrived waits to be read by us. */
const slow = { milliseconds: 30_000, bytes: 32 * 1024 };

/**
 * Closes the connection of a request whose body comes too slowly. A request whose answer has begun is left alone: its client may be
 * reading before it sends more.
 */
export function endSlowRequests(server: FastifyInstance, { milliseconds, bytes } = slow): void {
  server.addHook('onRequest', ({ raw }, reply, done) => {
    let received = raw.socket.bytesRead;
    const watch = setInterval(() => {
      const came = raw.socket.bytesRead - received;
      received += came;
      if (raw.complete || reply.raw.headersSent) clearInterval(watch);
      else if (came < bytes && raw.readableLength === 0) raw.destroy(new SlowRequestError(milliseconds / 1000));
    }, milliseconds).unref();
    raw.once('close', () => clearInterval(watch));
    done();
  });
}

/**
 * Reads and discards the rest of a body whose request was answered early. So its sender gets to read the answer, and the connection can
 * carry its next request. A body that has not ended after 30 s is cut off.
 */
export function drainBodies(server: FastifyInstance): void {
  server.addHook('onResponse', ({ raw, socket }, _reply, done) => {
    // A request from inside the server (`inject`) has no connection, and its `complete` is undefined.
    if (raw.complete === false) {
      raw.unpipe();
      raw.resume();
      const late = setTimeout(() => socket.destroy(), slow.milliseconds).unref();
      raw.once('close', () => clearTimeout(late));
    }
    done();
  });
}

/** Problems of requests that can't be parsed, by the error code of Node's parser. Any other code is a 400. */
const unparsable: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: problemOf(431, 'bad-request', 'Address and headers of a request may have 16 KiB together.'),
  ERR_HTTP_REQUEST_TIMEOUT: problemOf(408, 'slow-request', 'The headers of the request did not come within 30 s.'),
};

/** Answers a request that can't be parsed with problem details, and closes its connection. */
export function answerUnparsable({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem = unparsable[code ?? ''] ?? problemOf(400, 'bad-request', 'This can’t be read as an HTTP request.');
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Answers 417 to a request whose `Expect` header asks for anything but `100-continue`. */
export function answerExpectations({ server }: FastifyInstance): void {
  server.on('checkExpectation', (_request, response) => {
    const body = JSON.stringify(
      problemOf(417, 'bad-request', 'Of what a request may expect, 100-continue alone is met.'),
    );
    response.writeHead(417, { 'content-type': 'application/problem+json' }).end(body);
  });
}

/** Answers a request whose URL the router refuses, because it can't be decoded or a part of it is too long. */
export function answerUnroutable(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  void refuse(reply, error);
}
