import { describe, expect, it } from 'vitest';
import { JsonAssembler, JsonLimit, type JsonToken, OversizeText } from './json-assembler.js';

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
