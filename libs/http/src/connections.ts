import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SlowRequestError } from './errors.js';
import { problemFrom, problemOf, type Problem } from './problem.filter.js';

/** A request whose headers have not come so long after its first byte, or a connection that sends none, is closed. */
export const headersTimeout = 30_000;
/** A body is slow when so little of it comes in so long a time, while nothing of it waits for us. */
const slow = { milliseconds: 30_000, bytes: 32 * 1024 };

/**
 * Closes the connection of a request whose body comes too slowly. A client that reads the beginning of its answer may wait for it
 * before it sends more, so it is let be then.
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
 * Lets a sender end whose request was answered before its body was read, so that it reads the answer and its next request is read, too.
 * One that has not ended after 30 s is closed.
 */
export function drainBodies(server: FastifyInstance): void {
  server.addHook('onResponse', ({ raw, socket }, _reply, done) => {
    // What asks from inside the server has no connection.
    if (raw.complete === false) {
      raw.unpipe();
      raw.resume();
      const late = setTimeout(() => socket.destroy(), slow.milliseconds).unref();
      raw.once('close', () => clearTimeout(late));
    }
    done();
  });
}

/** What can't be read as a request, by the code of Node's parser; else 400. */
const unparsable: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: problemOf(431, 'bad-request', 'Address and headers of a request may have 16 KiB together.'),
  ERR_HTTP_REQUEST_TIMEOUT: problemOf(408, 'slow-request', 'The headers of the request did not come within 30 s.'),
};

/** Answers what can't be read as a request, and closes its connection. */
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

/** Answers a request that expects what nobody here does: anything but `100-continue`. */
export function answerExpectations({ server }: FastifyInstance): void {
  server.on('checkExpectation', (_request, response) => {
    const body = JSON.stringify(
      problemOf(417, 'bad-request', 'Of what a request may expect, 100-continue alone is met.'),
    );
    response.writeHead(417, { 'content-type': 'application/problem+json' }).end(body);
  });
}

/** Answers a request whose address leads to no route, since it can't be decoded or a part of it is too long. */
export function answerUnroutable(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemFrom(error);
  void reply.status(problem.status).header('content-type', 'application/problem+json').send(problem);
}
