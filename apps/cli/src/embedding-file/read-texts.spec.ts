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

  it.each([
    ['a mark of UTF-8 at its head', '\uFEFF{"text":"一"}\n', [{ id: 1, text: '一' }]],
    [
      'such a mark where another file was put behind it',
      '{"text":"一"}\n\uFEFF{"text":"二"}',
      [
        { id: 1, text: '一' },
        { id: 2, text: '二' },
      ],
    ],
    [
      'ids, empty lines and other fields',
      '{"id":"a","text":"一","law":1}\n\n{"text":"二"}',
      [
        { id: 'a', text: '一' },
        { id: 3, text: '二' },
      ],
    ],
  ])('reads a file with %s', async (_, content, texts) => {
    await writeFile(join(folder, 'texts.jsonl'), content);
    expect(await textsOf(join(folder, 'texts.jsonl'))).toEqual(texts);
  });

  it.each([
    ['{"text":"一"}\nnot json\n', 'has no {"id", "text"} in line 2: it is not JSON.'],
    [Buffer.from('{"text":"caf\u00e9"}\n', 'latin1'), 'has no {"id", "text"} in line 1: it is not UTF-8.'],
    ['{"txt":"一"}\n', 'has no {"id", "text"} in line 1: text: '],
  ])('says which line is no text, and why: case %#', async (content, sentence) => {
    await writeFile(join(folder, 'wrong.jsonl'), content);
    await expect(textsOf(join(folder, 'wrong.jsonl'))).rejects.toThrow(sentence);
  });
});
