import { cleanup, configure, render } from '@testing-library/react';
import { onTestFinished, vi } from 'vitest';
import { connection, createQueryClient, session } from '@lexhop/console-parts';
import { Console } from '../console.js';

// A page is loaded when it is first opened, which takes a busy machine more than the usual second.
configure({ asyncUtilTimeout: 15_000 });

/** What a made-up server answers: JSON with 200, a Response as it is; throwing is being away. */
type Answers = Readonly<Record<string, (request: Request) => unknown>>;

/** What every page asks for. */
const usual: Answers = {
  'GET /api/v1/access': () => ({ keysRequired: false, name: null, role: 'admin' }),
  'GET /api/v1/graphs': () => ({ items: [{ name: 'default', active: 1 }] }),
  'GET /health/live': () => ({ live: true }),
};

/** Problem details, as the server gives them. */
export function problem(status: number, code: string, detail: string): Response {
  const body = { type: 'about:blank', title: 'Error', status, code, detail };
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } });
}

/** Opens the console at an address, before a server that answers so. Returns the requests that it gets. */
export function openConsole(address: string, answers: Answers): { readonly requests: Request[] } {
  const requests: Request[] = [];
  const routes = { ...usual, ...answers };
  vi.stubGlobal('fetch', async (request: Request) => {
    requests.push(request);
    const answer = await routes[`${request.method} ${new URL(request.url).pathname}`]?.(request);
    if (answer instanceof Response) return answer;
    return answer === undefined ? problem(404, 'not-found', `There is no ${request.url}.`) : Response.json(answer);
  });
  globalThis.history.replaceState(undefined, '', address);
  const { unmount } = render(<Console queries={createQueryClient()} />);
  onTestFinished(() => {
    unmount();
    cleanup();
    vi.unstubAllGlobals();
    sessionStorage.clear();
    session.set({ key: undefined, asked: false });
    connection.set('open');
  });
  return { requests };
}

/** The body of a stream of build events, and how to send one. */
export function aStream(): { readonly push: (build: object) => void; readonly body: ReadableStream } {
  const { readable, writable } = new TransformStream<string, string>();
  const writer = writable.getWriter();
  const push = (build: object) => void writer.write(`event: build\ndata: ${JSON.stringify(build)}\n\n`);
  return { push, body: readable.pipeThrough(new TextEncoderStream()) };
}
