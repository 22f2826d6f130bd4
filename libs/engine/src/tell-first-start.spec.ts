import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readEngineSettings } from './engine-settings.js';
import { tellFirstStart } from './tell-first-start.js';

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
