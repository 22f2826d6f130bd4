import { describe, expect, it } from 'vitest';
import { countUnstorable, holdsOnlyStorable, isStorable, storableText } from './storable-text.js';

describe('text that can be stored', () => {
  it.each(['', '第一條', '𠮷野家😀', '\ufffd\uffff\u0001'])('is %j', (text) => {
    expect(isStorable(text)).toBe(true);
    expect(storableText(text)).toBe(text);
    expect(countUnstorable(text)).toBe(0);
  });

  it.each([
    ['a\0b', 'a\ufffdb', 1],
    ['\ud842', '\ufffd', 1],
    ['\udfb7𠮷\ud842\0', '\ufffd𠮷\ufffd\ufffd', 3],
  ])('replaces in %j what can not be', (text, stored, count) => {
    expect(isStorable(text)).toBe(false);
    expect(storableText(text)).toBe(stored);
    expect(countUnstorable(text)).toBe(count);
  });

  it('is looked for in keys and values at any depth', () => {
    expect(holdsOnlyStorable({ a: [1, null, { b: 'c' }], d: true })).toBe(true);
    expect(holdsOnlyStorable({ a: [{ b: ['\0'] }] })).toBe(false);
    expect(holdsOnlyStorable({ '\ud800': 1 })).toBe(false);
    expect(holdsOnlyStorable(undefined)).toBe(true);
    let deep: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(holdsOnlyStorable(deep)).toBe(true);
  });
});
