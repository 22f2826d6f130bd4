import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askOwner } from './ask-owner.js';
import { openDataDirectory } from './open-data-directory.js';

const owner = fileURLToPath(new URL('../testing/own-data-directory.ts', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lexhop-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Another process that takes the directory; resolves with what it said. */
async function anotherProcess(directory: string) {
  const env = { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.base.json' };
  const child = fork(owner, [directory], { execArgv: ['--conditions=@lexhop/source', '--import', 'tsx'], env });
  const [said] = (await once(child, 'message')) as [{ readonly owns: boolean; readonly message?: string }];
  return { child, said };
}

describe('a data directory', () => {
  it('has one owner, which says who it is and where it answers', async () => {
    const directory = await openDataDirectory(join(folder, 'new', 'data'));
    directory.announce({ url: 'http://127.0.0.1:1' });
    expect(await askOwner(directory.path)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:1' });
    await expect(openDataDirectory(directory.path)).rejects.toThrow(`belongs to process ${process.pid}`);
    await directory.close();
    expect(await askOwner(directory.path)).toBeUndefined();
  });

  it('is refused while another process has it, and taken over at once when that one was killed', async () => {
    const { child, said } = await anotherProcess(folder);
    expect(said.owns).toBe(true);
    await expect(openDataDirectory(folder)).rejects.toMatchObject({ code: 'data-directory-busy', pid: child.pid });
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    const directory = await openDataDirectory(folder);
    expect((await askOwner(folder))?.pid).toBe(process.pid);
    await directory.close();
  });

  it('goes to exactly one of several processes that start together over a stale socket', async () => {
    const first = await anotherProcess(folder);
    const ended = once(first.child, 'exit');
    first.child.kill('SIGKILL');
    await ended;
    const takers = await Promise.all([anotherProcess(folder), anotherProcess(folder), anotherProcess(folder)]);
    expect(takers.filter(({ said }) => said.owns)).toHaveLength(1);
    for (const { child } of takers) child.kill('SIGKILL');
  });

  it('may lie under a path too long for a socket', async () => {
    const directory = await openDataDirectory(join(folder, 'x'.repeat(120)));
    expect((await askOwner(directory.path))?.pid).toBe(process.pid);
    await directory.close();
  });

  it('that can not be made is a clear error', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(openDataDirectory(join(folder, 'file', 'data'))).rejects.toMatchObject({ code: 'data-directory' });
  });

  it.runIf(process.platform === 'linux')('that no folder can be made in is a clear error, at once', async () => {
    await expect(openDataDirectory('/proc/lexhop/data')).rejects.toMatchObject({ code: 'data-directory' });
  });

  it.skipIf(process.getuid?.() === 0)('that can not be written is a clear error', async () => {
    await chmod(folder, 0o500);
    await expect(openDataDirectory(folder)).rejects.toMatchObject({ code: 'data-directory' });
  });
});
