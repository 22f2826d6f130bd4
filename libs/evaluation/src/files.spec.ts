import { describe, expect, it } from 'vitest';
import { EvaluationFileError } from './errors.js';
import { readCorpus, readQueries } from './files.js';

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const fileOf = (content: string | Uint8Array, size = 7) => ({
  name: 'some.jsonl',
  bytes: chunked(typeof content === 'string' ? new TextEncoder().encode(content) : content, size),
});

const article = { id: 'J1:1', law: '著作權法', article: '第 1 條', chapter: '', text: '為保障著作人著作權益。' };
const query = { id: 'q1', query: '可以引用嗎？', lang: 'zh', type: 'single', gold: ['J1:1'] };
const lines = (...values: readonly object[]) => values.map((value) => JSON.stringify(value)).join('\n');

describe('reading a corpus', () => {
  it('gives every line in order, however the bytes are cut', async () => {
    const other = { ...article, id: 'J1:2' };
    for (const size of [1, 5, 1000]) {
      expect(await readCorpus(fileOf(`${lines(article, other)}\n\n`, size))).toEqual([article, other]);
    }
  });

  it('gives passages of any other corpus as they are', async () => {
    const passage = { id: 'p1', title: 'Teutberga', text: 'A queen of Lotharingia.' };
    expect(await readCorpus(fileOf(lines(passage)))).toEqual([passage]);
  });

  it.each([
    ['{"id": ', 'some.jsonl: line 1 is not JSON.'],
    [lines(article, { ...article, id: 'J1:2', text: 7 }), 'some.jsonl: line 2 has a wrong field text: '],
    [lines(article, article), 'some.jsonl: line 2 has the id J1:1 of an earlier line.'],
    ['[]', 'some.jsonl: line 1 has a wrong shape: '],
    ['\n \n', 'some.jsonl is empty.'],
  ])('refuses %j with file, line and reason', async (content, sentence) => {
    const reading = readCorpus(fileOf(content));
    await expect(reading).rejects.toThrow(EvaluationFileError);
    await expect(readCorpus(fileOf(content))).rejects.toThrow(sentence);
  });

  it('refuses bytes that are not UTF-8, in the middle and at the end', async () => {
    const big5 = Uint8Array.of(0xa4, 0x40);
    const cut = new TextEncoder().encode(lines(article)).slice(0, -12);
    await expect(readCorpus(fileOf(big5))).rejects.toThrow('some.jsonl: line 1 is not UTF-8.');
    await expect(readCorpus(fileOf(Uint8Array.of(...cut, 0xe4)))).rejects.toThrow('not UTF-8');
  });
});

describe('reading queries', () => {
  it('takes them with or without a reason why', async () => {
    const explained = { ...query, id: 'q2', why: '52 allows it' };
    expect(await readQueries(fileOf(lines(query, explained)))).toEqual([query, explained]);
  });

  it('calls the language undetermined where a line does not say it', async () => {
    const { lang: _, ...plain } = query;
    expect(await readQueries(fileOf(lines(plain)))).toMatchObject([{ lang: 'und' }]);
  });

  it('refuses a query without gold articles', async () => {
    await expect(readQueries(fileOf(lines({ ...query, gold: [] })))).rejects.toThrow('has a wrong field gold');
  });
});
