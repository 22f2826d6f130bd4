import { describe, expect, it } from 'vitest';
import { jsonElements } from './json-elements.js';
import { OversizeText } from './json-assembler.js';

async function* pieces(texts: Iterable<string>) {
  let byte = 0;
  let line = 1;
  for (const text of texts) {
    yield { text, byte, line };
    byte += Buffer.byteLength(text);
    line += text.split('\n').length - 1;
  }
}

async function values(...texts: readonly string[]): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  // Objects are made without a prototype; a clone has one again.
  for await (const { value } of jsonElements(pieces(texts), 'x.json')) found.push(structuredClone(value));
  return found;
}

describe('jsonElements', () => {
  it.each([
    [
      'the elements of Laws',
      { UpdateDate: 'x', Laws: [{ a: 1 }, { b: [true, null, 'c', -1.5e3] }], rest: { Laws: [9] } },
      [{ a: 1 }, { b: [true, null, 'c', -1500] }],
    ],
    ['the elements of laws', { laws: [{ laws: ['x'] }, 'y'] }, [{ laws: ['x'] }, 'y']],
    ['the elements of a root list', [{ a: [] }, 7, ['x']], [{ a: [] }, 7, ['x']]],
    ['any other value whole', { law_name: '甲"\\\n', chapters: [{}] }, [{ law_name: '甲"\\\n', chapters: [{}] }]],
    ['nothing of an empty list', { Laws: [] }, []],
  ])('gives %s', async (_name, value, expected) => {
    expect(await values(JSON.stringify(value))).toEqual(expected);
    expect(await values(...Array.from(JSON.stringify(value, null, 1)))).toEqual(expected);
  });

  it('takes __proto__ as a key like any other', async () => {
    for await (const { value } of jsonElements(pieces(['[{"__proto__": {"polluted": 1}}]']), 'x')) {
      expect(Object.keys(value as object)).toEqual(['__proto__']);
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('puts a marker where a text is longer than any article, and keeps the rest', async () => {
    const chunk = '甲'.repeat(1_000_000);
    const found: unknown[] = [];
    for await (const { value } of jsonElements(
      pieces(['[{"a": "', ...Array<string>(6).fill(chunk), '", "b": 1}, 2]']),
      'x',
    ))
      found.push(value);
    expect(found).toEqual([expect.objectContaining({ a: new OversizeText(6_000_000), b: 1 }), 2]);
  });

  it.each([
    ['{"Laws":[{"LawName":"甲法","LawArticles":[{"ArticleNo":"第 1 條"},', 'cut-short', ', in 甲法, at 第 1 條'],
    ['{"Laws":[', 'cut-short', 'line 1, byte 9'],
    ['{"法規名稱":"甲法","法規內容":[', 'cut-short', ', in 甲法'],
    ['{"Laws":[{}],\n"x": tru }', 'cut-short', 'line 2, byte 24'],
    ['{"Laws":[{}]}\n{"Laws":[]}', 'not-json', 'lines 1 to 2'],
    ['{"Laws":[\n\n{"LawName":"甲\n法"}]}', 'not-json', 'lines 3 to 4, from byte 11'],
    [`${'['.repeat(40)}`, 'too-large', 'line 1'],
  ])('%s is an error with its place', async (text, fault, place) => {
    await expect(values(text)).rejects.toMatchObject({
      fault,
      fileName: 'x.json',
      place: expect.stringContaining(place),
    });
  });

  it('gives out what was complete before an error', async () => {
    const found: unknown[] = [];
    const read = async () => {
      for await (const { value } of jsonElements(pieces(['{"Laws":[1,\n2,\n', '3,,\n']), 'x')) found.push(value);
    };
    await expect(read()).rejects.toMatchObject({ fault: 'not-json', place: expect.stringContaining('lines 2 to 3') });
    expect(found).toEqual([1, 2]);
  });

  it('refuses a statute that would not fit into memory, before it is read', async () => {
    let given = 0;
    function* endless() {
      yield '{"Laws":[[';
      for (;;) {
        given += 1_000_000;
        yield '{},'.repeat(333_333);
      }
    }
    const read = async () => {
      for await (const { value } of jsonElements(pieces(endless()), 'x')) expect(value).toBeUndefined();
    };
    await expect(read()).rejects.toMatchObject({ fault: 'too-large' });
    expect(given).toBeLessThan(10_000_000);
  });
});
