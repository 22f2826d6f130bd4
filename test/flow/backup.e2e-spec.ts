import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lexhop } from '../support/command-line.js';
import { aDataDirectory, aFolder, TestServer } from '../support/server.js';
import { sampleGraph, sharedServer } from '../support/shared-server.js';

const server = sharedServer();

describe('a backup of the running server', () => {
  it('restored into an empty data directory has the same graph, and is refused over what is there', async () => {
    const [files, data] = await Promise.all([aFolder(), aDataDirectory()]);
    const [file, exported] = [join(files.path, 'books.backup.gz'), join(files.path, 'graph.jsonl')];
    const other = await TestServer.start(data.path);
    try {
      await writeFile(file, 'an older one', { mode: 0o644 });
      expect(await lexhop(server.dataDirectory, 'backup', file)).toMatchObject({ code: 0 });
      expect([await readdir(files.path), (await stat(file)).mode & 0o777]).toEqual([['books.backup.gz'], 0o600]);
      expect(await lexhop(data.path, 'restore', file)).toMatchObject({
        code: 0,
        output: expect.stringMatching(/as they were: [\d,]+ rows/),
      });
      expect(await lexhop(data.path, 'graph', 'export', '--graph', sampleGraph, exported)).toMatchObject({ code: 0 });
      const original = await fetch(`${server.url}/api/v1/graphs/${sampleGraph}/export`);
      expect(await readFile(exported, 'utf8')).toBe(await original.text());
      const again = await lexhop(server.dataDirectory, 'restore', file);
      expect([again.code === 0, again.errors]).toEqual([false, expect.stringContaining('Nothing was changed')]);
    } finally {
      await other.stop();
      await Promise.all([files.remove(), data.remove()]);
    }
  });

  it.each([
    ['that was cut', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
    [
      'whose bytes were turned',
      (whole: Buffer) => Buffer.from(whole.map((byte, at) => (at === 1000 ? byte ^ 0xff : byte))),
    ],
    ['that is none', () => Buffer.from('hello')],
  ])('%s is refused in a sentence', async (_name, damage) => {
    const whole = Buffer.from(await (await fetch(`${server.url}/api/v1/backup`)).arrayBuffer());
    const answer = await fetch(`${server.url}/api/v1/restore`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(damage(whole)),
    });
    const { detail } = (await answer.json()) as { detail: string };
    expect([400, 422]).toContain(answer.status);
    expect(detail).toContain('Nothing was changed');
  });
});
