import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { packageFolder } from '@lexhop/foundation';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const builtConsole = () => new URL('apps/console/dist/', packageFolder);

/**
 * Serves the console: its page at `/` and at every address below `/graphs/`, and its files, whose names hold a hash of their content, under
 * `/assets/`. The page goes only to browsers, since REST answers at `/`, too. Neither needs a key: the page asks REST for all that it shows.
 * Serves nothing where the console was not built. Call this after everything that sets headers, because a hook answers with the page.
 */
export async function serveConsole(server: FastifyInstance, folder: URL = builtConsole()): Promise<void> {
  if (!existsSync(new URL('index.html', folder))) return;
  const page = await readFile(new URL('index.html', folder));
  const icon = await readFile(new URL('favicon.svg', folder));
  server.addHook('onRequest', async (request, reply) => {
    if (asksForPage(request)) return sendPage(reply, page);
    return undefined;
  });
  server.get('/favicon.svg', (_request, reply) => reply.type('image/svg+xml').send(icon));
  await server.register(fastifyStatic, {
    root: fileURLToPath(new URL('assets/', folder)),
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
  });
}

function asksForPage({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const [path = ''] = url.split('?', 1);
  return (path === '/' || path.startsWith('/graphs/')) && (headers.accept?.includes('text/html') ?? false);
}

function sendPage(reply: FastifyReply, page: Buffer): FastifyReply {
  return reply.header('cache-control', 'no-cache').header('vary', 'accept').type('text/html; charset=utf-8').send(page);
}
