import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SilentLogger } from '@lexhop/foundation';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IndexFileError } from '../errors.js';
import { FixtureContents } from '../testing/fixture-contents.js';
import { aRing, type GraphFixture, indexOf, summaryOf } from '../testing/graph-fixture.js';
import { indexFormat, readIndexFile, writeIndexFile } from './index-file.js';
import { IndexFolder } from './index-folder.js';
import { type IndexedContents, makeGraphIndex } from './make-graph-index.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lexhop-index-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** Books from which nothing may be read. */
const closed = () => expect.fail('The books were read.');
const closedContents: IndexedContents = { nodes: closed, questions: closed, edges: closed, vectors: closed };

const folderOf = (contents: IndexedContents) =>
  new IndexFolder(join(directory, 'data', 'indexes'), new SilentLogger(), (build, place) =>
    makeGraphIndex(contents, build, place),
  );
const files = () => readdir(join(directory, 'data', 'indexes'));
const load = async (graph: GraphFixture) => summaryOf(await folderOf(new FixtureContents(graph)).load(graph.build));
const loadWithoutBooks = async ({ build }: GraphFixture) => summaryOf(await folderOf(closedContents).load(build));
const made = (graph: GraphFixture) => summaryOf(indexOf(graph));

describe('IndexFolder', () => {
  it('makes an index from the books once, and reads the very same from its file from then on', async () => {
    const graph = aRing(50);
    expect(await load(graph)).toEqual(made(graph));
    expect(await loadWithoutBooks(graph)).toEqual(made(graph));
    expect((await stat(join(directory, 'data', 'indexes', (await files())[0] ?? ''))).mode & 0o777).toBe(0o600);
  });

  it('holds one file for each graph: that of the build loaded last', async () => {
    await load(aRing(3, { graph: 'orders' }));
    for (const number of [1, 2]) await load(aRing(3, { graph: 'law', number }));
    const left = [`law~2~`, `orders~1~`];
    expect((await files()).map((name) => name.replace(/[0-9a-f]{16}\.index$/, ''))).toEqual(left);
    await loadWithoutBooks(aRing(3, { graph: 'orders' }));
  });

  it('removes what a killed process had begun to write, and not what another writes now', async () => {
    await load(aRing(3));
    const [old, now] = ['default~1~0.index.1.part', 'default~1~0.index.2.part'];
    for (const name of [old, now]) await writeFile(join(directory, 'data', 'indexes', name), 'half');
    await utimes(join(directory, 'data', 'indexes', old), 0, 0);
    await load(aRing(3, { number: 2 }));
    expect((await files()).filter((name) => name.endsWith('.part'))).toEqual([now]);
  });

  it('takes no file of other books with a build of the same graph and number', async () => {
    await load(aRing(3));
    const other = aRing(4, { createdAt: '2026-02-02T00:00:00.000Z' });
    expect(await load(other)).toEqual(made(other));
  });

  it('makes a file that is damaged again', async () => {
    const graph = aRing(20);
    await load(graph);
    const path = join(directory, 'data', 'indexes', (await files())[0] ?? '');
    const bytes = await readFile(path);
    await writeFile(path, bytes.fill(7, bytes.length - 5_000, bytes.length - 4_990));
    expect(await load(graph)).toEqual(made(graph));
    expect(await loadWithoutBooks(graph)).toEqual(made(graph));
  });

  it('gives the index all the same where it can’t be written', async () => {
    const graph = aRing(20);
    await writeFile(join(directory, 'data'), 'a file, not a folder');
    expect(await load(graph)).toEqual(made(graph));
  });
});

describe('readIndexFile', () => {
  const content = {
    word: '條',
    rows: [Float32Array.of(1.5, -2), new Float32Array(0)],
    table: { bytes: Uint8Array.of(1, 2, 3), norms: Float64Array.of(0.1), counts: Uint16Array.of(65_535) },
  };
  const path = () => join(directory, 'an.index');

  it('gives what was written; nothing where there is no file', async () => {
    expect(await readIndexFile(path(), 'key')).toBeUndefined();
    await writeIndexFile(path(), 'key', content);
    expect(await readIndexFile(path(), 'key')).toEqual(content);
    expect(await readdir(directory)).toEqual(['an.index']);
  });

  it('refuses a file of another key, and one that has lost or changed any byte', async () => {
    await writeIndexFile(path(), 'key', content);
    await expect(readIndexFile(path(), 'other')).rejects.toThrow(IndexFileError);
    const whole = await readFile(path());
    const damaged = fc.nat(whole.length - 1).chain((at) =>
      fc.oneof(
        fc.constant(whole.subarray(0, at)),
        fc.integer({ min: 1, max: 255 }).map((change) => {
          const bytes = Buffer.from(whole);
          bytes[at] = (bytes[at] ?? 0) ^ change;
          return bytes;
        }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async (bytes) => {
        await writeFile(path(), bytes);
        await expect(readIndexFile(path(), 'key')).rejects.toThrow(IndexFileError);
      }),
    );
  });

  it('refuses a file of another format, and says which', async () => {
    await writeIndexFile(path(), 'key', content);
    const bytes = await readFile(path());
    bytes.writeUInt32LE(indexFormat + 1, 4);
    await writeFile(path(), bytes);
    const reason = `it has format ${indexFormat + 1}, and this LexHop reads ${indexFormat}`;
    await expect(readIndexFile(path(), 'key')).rejects.toMatchObject({ reason });
  });
});
