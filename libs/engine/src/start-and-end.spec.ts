import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readEngineSettings } from './engine-settings.js';
import { asListenError, assertPortFree, tellFirstStart } from './start-and-end.js';

async function told(environment: Record<string, string>): Promise<string> {
  let text = '';
  await tellFirstStart(readEngineSettings(environment), { write: (line) => (text += String(line)) !== '' });
  return text;
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lexhop-first-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('a start', () => {
  it('says in a sentence that a new data directory gets its database first', async () => {
    const folder = join(await aFolder(), 'new');
    expect(await told({ LEXHOP_DATA_DIR: folder })).toBe(
      `${folder} is new: its database is made first, which takes some seconds …\n`,
    );
  });

  it('says nothing where there is a database, there or elsewhere', async () => {
    const folder = await aFolder();
    await mkdir(join(folder, 'postgres'));
    expect(await told({ LEXHOP_DATA_DIR: folder })).toBe('');
    expect(await told({ DATABASE_URL: 'postgres://lexhop@db/lexhop' })).toBe('');
  });
});

it('a port that another program has is told with the setting that changes it; other errors stay as they are', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  onTestFinished(() => void holder.close());
  const { port } = holder.address() as AddressInfo;
  const second = once(createServer().listen(port, '127.0.0.1'), 'listening');
  await expect(second.catch(asListenError('LEXHOP_PORT', port))).rejects.toMatchObject({
    code: 'address-taken',
    retryable: true,
    message: expect.stringContaining(`Port ${port} is taken`),
    hint: expect.stringContaining('LEXHOP_PORT'),
  });
  const other = new Error('refused');
  expect(() => asListenError('LEXHOP_PORT', port)(other)).toThrow(other);
});

it('a port is tried before it is listened at: one that is taken is refused, a free one stays free', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  await expect(assertPortFree('LEXHOP_PORT', '127.0.0.1', port)).rejects.toMatchObject({ code: 'address-taken' });
  holder.close();
  await once(holder, 'close');
  await assertPortFree('LEXHOP_PORT', '127.0.0.1', port);
  const second = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void second.close());
  await once(second, 'listening');
});
