import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Schema } from '../lexhop-client.js';

/** What a made-up server does with a request, by method and path below `/api/v1`; what is not named is answered with 404. */
type Answers = Readonly<Record<string, RequestListener>>;

/** A real HTTP server, which can go away and come back at the same address. */
interface LocalServer {
  readonly url: string;
  /** Breaks what is open and refuses what is new. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A server on this machine until the test ends. */
export async function aServer(answers: Answers): Promise<LocalServer> {
  const server = createServer((request, response) => {
    const answer = answers[`${request.method} ${request.url?.replace('/api/v1', '')}`];
    if (answer) answer(request, response);
    else response.writeHead(404).end('{}');
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  onTestFinished(stop);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop, start: () => listen(port) };
}

/** Answers with a value as JSON. */
export function answersJson(value: unknown, status = 200): RequestListener {
  return (_, response) => void response.writeHead(status).end(JSON.stringify(value));
}

/** Answers with a build's events, then ends the stream. */
export function answersEvents(...builds: readonly Schema<'Build'>[]): RequestListener {
  return (_, response) => {
    for (const build of builds) sendBuild(response, build);
    response.end();
  };
}

/** One event of a build. */
export function sendBuild(response: ServerResponse, build: Schema<'Build'>): void {
  response.write(`event: build\ndata: ${JSON.stringify(build)}\n\n`);
}
