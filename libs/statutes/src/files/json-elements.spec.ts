import { describe, expect, it } from 'vitest';
import { JsonAssembler, JsonLimit, type JsonToken, OversizeText } from './json-assembler.js';
import { jsonElements } from './json-elements.js';

const limits = { depth: 4, text: 10, element: 400 };

function tokens(value: unknown): readonly JsonToken[] {
  if (typeof value === 'string')
    return [{ name: 'startString' }, { name: 'stringChunk', value }, { name: 'endString' }];
  if (Array.isArray(value)) return [{ name: 'startArray' }, ...value.flatMap(tokens), { name: 'endArray' }];
  const fields = Object.entries(value as object).flatMap(([key, field]): readonly JsonToken[] => [
    { name: 'startKey' },
    { name: 'stringChunk', value: key },
    { name: 'endKey' },
    ...tokens(field),
  ]);
  return [{ name: 'startObject' }, ...fields, { name: 'endObject' }];
}

/** What comes out: statutes, or the first limit. */
function assembled(value: unknown): readonly unknown[] | string {
  const assembler = new JsonAssembler(limits);
  const found: unknown[] = [];
  for (const token of tokens(value)) {
    const completed = assembler.consume(token);
    if (completed instanceof JsonLimit) return completed.reason;
    found.push(...completed);
  }
  return found;
}

describe('JsonAssembler', () => {
  it('weighs each statute by itself', () => {
    const statute = { a: 'bcd', e: ['f'] };
    expect(assembled({ Laws: Array<unknown>(50).fill(statute) })).toHaveLength(50);
    expect(assembled({ Laws: [[['a', 'b', 'c', 'd', 'e']]] })).toBe(
      'one statute, or what stands beside the statutes, weighs more than 400 characters',
    );
  });

  it('weighs what stands beside the statutes too', () => {
    expect(assembled({ x: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], Laws: ['h'] })).toContain('weighs more than 400');
  });

  it('refuses what is nested deeper than statutes are', () => {
    expect(assembled([[[['a']]]])).toHaveLength(1);
    expect(assembled([[[[['a']]]]])).toBe('its values are nested more than 4 deep');
  });

  it('keeps the length of a text that is too long, and drops a key that is', () => {
    expect(assembled(['12345678901'])).toEqual([new OversizeText(11)]);
    expect(assembled([{ '12345678901': 'a' }])).toEqual([expect.objectContaining({ '': 'a' })]);
  });

  it('shows the statute under construction with what it holds so far', () => {
    const assembler = new JsonAssembler(limits);
    for (const token of tokens({ Laws: [{ a: 'b', c: ['d'] }] }).slice(0, -4)) assembler.consume(token);
    expect(assembler.open).toEqual(expect.objectContaining({ a: 'b', c: ['d'] }));
  });
});

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
