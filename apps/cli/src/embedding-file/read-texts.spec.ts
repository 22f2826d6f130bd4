import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTexts } from './read-texts.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lexhop-texts-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function textsOf(file: string) {
  const texts = [];
  for await (const text of readTexts(file)) texts.push(text);
  return texts;
}

describe('readTexts', () => {
  it.each(['absent', ''])(
    'says of a file that is not there, and of a folder, that it is no file: case %#',
    async (name) => {
      await expect(textsOf(join(folder, name))).rejects.toMatchObject({
        code: 'file-unreadable',
        message: expect.stringContaining('is it there, and a file?') as string,
      });
    },
  );
});
