import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Build } from '@lexhop/graph-model';
import { Database, OwnServer } from '@lexhop/postgres';
import { afterEach, describe, expect, it } from 'vitest';
import { expectStatus, importSample, untilEnded } from '../support/graphs.js';
import { aFolder, TestServer } from '../support/server.js';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function aServer(path: string): Promise<TestServer> {
  const server = await TestServer.start(path);
  cleanUps.push(() => server.stop());
  return server;
}

async function aBuildBegun(): Promise<{ readonly path: string; readonly server: TestServer; readonly build: Build }> {
  const folder = await aFolder();
  cleanUps.push(() => folder.remove());
  const server = await aServer(folder.path);
  await importSample(server, 'default');
  const build = await expectStatus(server.request<Build>('POST', '/graphs/default/builds', {}), 202);
  return { path: folder.path, server, build };
}

async function onDatabase<Result>(
  dataDirectory: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const server = await OwnServer.open({ dataDirectory });
  const database = await Database.open(server);
  try {
    return await work(database);
  } finally {
    await database.close();
    await server.close();
  }
}

const loseQueue = (dataDirectory: string) =>
  onDatabase(dataDirectory, (database) => database.run('DROP SCHEMA bullmq CASCADE'));

/** Turns bytes on every page of the queue's jobs, as a disk that fails does. */
async function damageQueue(dataDirectory: string): Promise<void> {
  const [jobs] = await onDatabase(dataDirectory, (database) =>
    database.rows<{ file: string }>("SELECT pg_relation_filepath('bullmq.job') AS file"),
  );
  const path = join(dataDirectory, 'postgres', 'data', jobs?.file ?? '');
  const content = await readFile(path);
  for (let at = 200; at < content.length; at += 8192) content.fill(0xa5, at, at + 64);
  await writeFile(path, content);
}

describe('a server that is killed while it builds', () => {
  it('goes on with the build at its next start by itself, and ends it', async () => {
    const { path, server, build } = await aBuildBegun();
    await server.kill();
    const startedAt = performance.now();
    const next = await aServer(path);
    const ended = await untilEnded(next, 'default', build.number);
    const seconds = (performance.now() - startedAt) / 1000;
    expect(ended).toMatchObject({ number: 1, state: 'active', counts: { nodes: { article: 250 }, undrafted: 0 } });
    // Start, the whole rest of the build and a busy machine included.
    expect(seconds).toBeLessThan(20);
  });

  it('goes on although the queue was lost', async () => {
    const { path, server, build } = await aBuildBegun();
    await server.kill();
    await loseQueue(path);
    const next = await aServer(path);
    expect(await untilEnded(next, 'default', build.number)).toMatchObject({ state: 'active' });
  });

  it('sets a queue aside whose file is damaged, says so, and goes on with one made anew', async () => {
    const { path, server, build } = await aBuildBegun();
    await server.kill();
    await damageQueue(path);
    const next = await aServer(path);
    expect(await untilEnded(next, 'default', build.number)).toMatchObject({ state: 'active' });
    expect(next.logged).toMatch(/The job queue can't be read and is made anew.*bullmq_set_aside_/);
  });

  it('hands its work back when it is asked to stop, and the next one ends it', async () => {
    const { path, server, build } = await aBuildBegun();
    await server.stop();
    const next = await aServer(path);
    expect(await untilEnded(next, 'default', build.number)).toMatchObject({ state: 'active' });
  });
});

describe('what was built', () => {
  it('is there after a restart, without building again', async () => {
    const { path, server, build } = await aBuildBegun();
    await untilEnded(server, 'default', build.number);
    await server.kill();
    const next = await aServer(path);
    const answer = await expectStatus(
      next.request<{ build: number; results: unknown[] }>('POST', '/graphs/default/retrieve', { query: '著作權' }),
      200,
    );
    expect(answer).toMatchObject({ build: 1 });
    expect(answer.results).toHaveLength(10);
  });

  it('is read from the disk as the server starts, before anybody asks', async () => {
    const { path, server, build } = await aBuildBegun();
    await untilEnded(server, 'default', build.number);
    await expectStatus(server.request('POST', '/graphs/default/retrieve', { query: '著作權' }), 200);
    await server.kill();
    const next = await aServer(path);
    const readers = () => expectStatus(next.request<{ items: unknown[] }>('GET', '/retrieval/status'), 200);
    await expect
      .poll(readers, { timeout: 10_000 })
      .toMatchObject({ items: [{ graph: 'default', build: 1, reader: 'memory' }] });
  });
});
