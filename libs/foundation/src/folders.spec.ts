import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from './folders.js';

describe('makeFolder', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'lexhop-folders-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('makes what is missing above it, for this account alone, whoever else makes it meanwhile', async () => {
    const path = join(root, 'a', 'b', 'c');
    await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(root, 'a', 'b'))]);
    for (const folder of [path, join(root, 'a')]) expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it.skipIf(process.platform !== 'linux')(
    'ends where a file system takes no folder and says it misses one',
    async () => {
      await expect(makeFolder('/proc/lexhop/below')).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );

  it('is refused where a file is in the way', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(root, 'file', 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
