import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemsSoFar, withoutReasoning } from './read-reply.js';

const items = fc.array(fc.record({ text: fc.string({ unit: 'grapheme' }), articles: fc.array(fc.string()) }));

describe('itemsSoFar', () => {
  it('gives each item of a list as soon as it is whole, and no other', () => {
    fc.assert(
      fc.property(items, fc.nat(), fc.option(fc.nat(3), { nil: undefined }), (sentences, cut, indent) => {
        const text = JSON.stringify({ sentences, rest: null }, undefined, indent);
        const soFar = itemsSoFar(text.slice(0, cut % (text.length + 1)), 'sentences');
        expect(soFar).toEqual(sentences.slice(0, soFar.length));
        expect(itemsSoFar(text, 'sentences')).toEqual(sentences);
      }),
    );
  });

  it.each([
    ['no list', '{"other":[{"a":1}]}', []],
    ['a list in a text', String.raw`{"text":"\"sentences\":[{\"a\":1}]`, []],
    ['what comes before an item that is not JSON', '{"sentences":[{"a":1},{b:2},{"c":3}]}', [{ a: 1 }]],
    [
      'the last of two lists, of which the first was a draft',
      '{"sentences":[{"a":1}]}{"sentences":[{"a":2}',
      [{ a: 2 }],
    ],
  ])('reads %s', (_, text, expected) => {
    expect(itemsSoFar(text, 'sentences')).toEqual(expected);
  });
});

describe('withoutReasoning', () => {
  it.each([
    ['<think>{"sentences":[{"a":1}]}', ''],
    ['<think>no</think>{"sentences":[', '{"sentences":['],
    ['{"sentences":[', '{"sentences":['],
    ['drafts</think>{"a', '{"a'],
  ])('of %j leaves %j', (text, left) => {
    expect(withoutReasoning(text)).toBe(left);
  });
});
