import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { asError } from '@lexhop/foundation';
import { StoreFullError } from '../errors/store-full-error.js';
import type { GraphStores } from '../graph-stores.js';
import { copyEmptyCluster } from '../testing/empty-cluster.js';
import { aNode, aStatute } from '../testing/nodes.js';
import { openPGliteGraphStore } from './open-pglite-graph-store.js';

const mebibyte = 2 ** 20;
const folder = await mkdtemp(join(tmpdir(), 'lexhop-full-'));
const isMounted = mountSmallDisk(folder);
if (!isMounted) console.warn('Skipped: the store on a full disk. This user may not mount a small file system.');

afterAll(async () => {
  if (isMounted) execFileSync('umount', ['-l', folder]);
  await rm(folder, { recursive: true });
});

describe('the embedded graph store on a full disk', () => {
  // With so much room left after the start it is the tables, or the log, that finds the disk full first.
  it.skipIf(!isMounted).each([
    ['a table', 5, 'could not extend file'],
    ['the log', 20, 'PANIC'],
  ])('says so when there is no room for %s, loses nothing, and goes on once there is', async (_, room, found) => {
    const directory = join(folder, 'graph');
    await copyEmptyCluster(directory);
    const stores = await openPGliteGraphStore({ directory });
    const ballast = join(folder, 'ballast');
    await writeFile(ballast, new Uint8Array(roomIn(folder) - room * mebibyte));
    const { saved, refusal } = await fill(stores);
    await rm(ballast);
    expect(refusal).toBeInstanceOf(StoreFullError);
    expect(String(refusal.cause)).toContain(found);
    expect((await stores.statutes.count('full')).statutes).toBe(saved);
    expect(await putStatute(stores, saved)).toEqual({ added: 1, replaced: 0, unchanged: 0 });
    await stores.close();
    const again = await openPGliteGraphStore({ directory });
    expect((await again.statutes.count('full')).statutes).toBe(saved + 1);
    await again.close();
    await rm(directory, { recursive: true });
  });

  it.skipIf(!isMounted)('says so when it can not even be made', async () => {
    const ballast = join(folder, 'ballast');
    await writeFile(ballast, new Uint8Array(roomIn(folder) - 4 * mebibyte));
    await expect(openPGliteGraphStore({ directory: join(folder, 'graph') })).rejects.toThrow(StoreFullError);
    await rm(ballast);
  });
});

/** Saves statutes until the store refuses one; says how many were saved. */
async function fill(stores: GraphStores): Promise<{ saved: number; refusal: Error }> {
  for (let saved = 0; saved < 1_000; saved += 1) {
    const refusal = await putStatute(stores, saved).then(() => undefined, asError);
    if (refusal) return { saved, refusal };
  }
  return expect.fail('The disk was never full.');
}

function putStatute(stores: GraphStores, place: number) {
  const statuteId = `S${1_000 + place}`;
  const nodes = Array.from({ length: 200 }, (_, number) =>
    aNode({ statuteId, number: `${number}`, text: `第 ${number} 條。`.repeat(99) }),
  );
  return stores.statutes.put('full', [aStatute(nodes)]);
}

function mountSmallDisk(at: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=140m', 'tmpfs', at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function roomIn(path: string): number {
  const [, bytes] = execFileSync('df', ['--output=avail', '-B1', path], { encoding: 'utf8' }).trim().split('\n');
  return Number(bytes);
}
