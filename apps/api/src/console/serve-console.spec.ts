import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type FastifyInstance, fastify } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveConsole } from './serve-console.js';

const html = { accept: 'text/html,application/xhtml+xml' };
let folder: string;
let server: FastifyInstance;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lexhop-console-'));
  server = fastify();
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function withBuiltConsole(): Promise<void> {
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>LexHop</title>');
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, 'assets', 'main-0a1b2c.js'), 'export {};');
  await serveConsole(server, pathToFileURL(`${folder}/`));
  server.get('/', () => ({ name: 'LexHop' }));
}

describe('serveConsole', () => {
  it.each(['/', '/?lang=en', '/graphs/default/ask', '/graphs/default/statutes/J0070017?lang=en'])(
    'gives a browser the page at %s, always asked for anew',
    async (url) => {
      await withBuiltConsole();
      const { statusCode, headers, body } = await server.inject({ url, headers: html });
      expect([statusCode, body]).toEqual([200, '<!doctype html><title>LexHop</title>']);
      expect(headers).toMatchObject({ 'cache-control': 'no-cache', vary: 'accept' });
    },
  );

  it('leaves the service document to everyone else, and REST to itself', async () => {
    await withBuiltConsole();
    const answer = await server.inject({ url: '/', headers: { accept: 'application/json' } });
    expect(answer.json()).toEqual({ name: 'LexHop' });
    for (const url of ['/api/v1/nothing', '/graphs', '/statutes'])
      expect((await server.inject({ url, headers: html })).statusCode).toBe(404);
    expect((await server.inject({ url: '/graphs/default/ask' })).statusCode).toBe(404);
  });

  it('gives out files by the hash in their names, for a year', async () => {
    await withBuiltConsole();
    const { statusCode, headers } = await server.inject('/assets/main-0a1b2c.js');
    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await server.inject('/assets/../index.html')).statusCode).toBe(404);
    expect((await server.inject('/assets/gone.js')).statusCode).toBe(404);
  });

  it('gives out the compressed file to whoever takes it', async () => {
    await withBuiltConsole();
    await writeFile(join(folder, 'assets', 'main-0a1b2c.js.br'), 'compressed');
    const url = '/assets/main-0a1b2c.js';
    const small = await server.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
    expect([small.headers['content-encoding'], small.body]).toEqual(['br', 'compressed']);
    expect(small.headers['content-type']).toContain('javascript');
    expect((await server.inject(url)).body).toBe('export {};');
  });

  it('serves nothing where the console was not built', async () => {
    await serveConsole(server, pathToFileURL(`${folder}/`));
    expect((await server.inject({ url: '/', headers: html })).statusCode).toBe(404);
  });
});
