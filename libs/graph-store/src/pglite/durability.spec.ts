import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataDirectoryError } from '../errors/data-directory-error.js';
import { copyEmptyCluster } from '../testing/empty-cluster.js';
import { collected } from '../testing/graph-scene.js';
import { aNode, aStatute } from '../testing/nodes.js';
import { Database } from './database.js';
import { openPGliteGraphStore } from './open-pglite-graph-store.js';

const drafting = fileURLToPath(new URL('../testing/draft-until-killed.ts', import.meta.url));
let folder: string;
let directory: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lexhop-graph-'));
  directory = join(folder, 'data', 'graph');
  await copyEmptyCluster(directory);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the embedded graph store', () => {
  it('has all that was saved, and nothing by halves, after its process was killed in the middle of writing', async () => {
    let said = 0;
    for (const milliseconds of [3, 11, 24]) said = await draftAndKill(milliseconds);
    const stores = await openPGliteGraphStore({ directory });
    const build = { graph: 'killed', number: 1 };
    const done = (await stores.builds.find(build))?.progress.draft?.done ?? 0;
    const questions = await collected(stores.contents.questions(build));
    const undrafted = await stores.draft.undrafted({ ...build, run: 1 }, { limit: 9_999, fallbackKey: 'k' });
    await stores.close();
    expect(said).toBeGreaterThan(0);
    expect(done).toBeGreaterThanOrEqual(said);
    expect(done % 40).toBe(0);
    expect(questions).toHaveLength(2 * done);
    expect(undrafted).toHaveLength(4_000 - done);
  });

  it('is there again after it was closed, its migrations run once', async () => {
    const first = await openPGliteGraphStore({ directory });
    await first.statutes.put('kept', [aStatute([aNode()])]);
    await first.close();
    const second = await openPGliteGraphStore({ directory });
    expect((await second.statutes.find('kept', 'T0000001'))?.nodes).toEqual([aNode()]);
    await Promise.all([second.close(), second.close()]);
    await expect(second.statutes.count('kept')).rejects.toThrow('is closed');
  });

  it('begins anew where its very first start was killed', async () => {
    await rm(directory, { recursive: true });
    await mkdir(`${directory}.unfinished/base`, { recursive: true });
    await writeFile(join(`${directory}.unfinished`, 'PG_VERSION'), '18');
    const stores = await openPGliteGraphStore({ directory });
    expect(await stores.versions.graphs()).toEqual([]);
    await stores.close();
  });

  it('refuses a directory that it can not make, and one that holds something else', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(openPGliteGraphStore({ directory: join(folder, 'file', 'graph') })).rejects.toThrow(
      DataDirectoryError,
    );
    await rm(directory, { recursive: true });
    await mkdir(directory);
    await writeFile(join(directory, 'letters.txt'), 'Dear');
    await expect(openPGliteGraphStore({ directory })).rejects.toThrow('letters.txt');
  });

  it('refuses a store that a newer LexHop wrote', async () => {
    await (await openPGliteGraphStore({ directory })).close();
    const database = await Database.open(directory, (words) => expect.fail(words));
    await database.run('INSERT INTO migration (number, applied_at) VALUES (99, $1)', ['2027-01-01']);
    await database.close();
    const opened = openPGliteGraphStore({ directory });
    await expect(opened).rejects.toThrow(DataDirectoryError);
    await expect(opened).rejects.toThrow('version 99');
  });
});

/** Lets another process draft and kills it so long after its fifth save; says how many nodes it said were drafted. */
async function draftAndKill(milliseconds: number): Promise<number> {
  const env = { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.base.json' };
  const child = fork(drafting, [directory], { execArgv: ['--conditions=@lexhop/source', '--import', 'tsx'], env });
  const ended = once(child, 'exit');
  let drafted = 0;
  for (let saves = 0; saves < 5; saves += 1) drafted = await nextSaid(child);
  child.on('message', ({ drafted: later }: { drafted: number }) => (drafted = later));
  await wait(milliseconds);
  child.kill('SIGKILL');
  await ended;
  return drafted;
}

async function nextSaid(child: ChildProcess): Promise<number> {
  const [{ drafted }] = (await once(child, 'message')) as [{ drafted: number }];
  return drafted;
}
