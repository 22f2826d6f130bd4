import { describe, expect, it } from 'vitest';
import { charactersToSimplified, charactersToTraditional, toSimplified, toTraditional } from './chinese-scripts.js';

describe('the converters of characters', () => {
  const alone = Array.from({ length: 0x9fff - 0x3400 + 1 }, (_, place) => String.fromCharCode(0x3400 + place));

  it('make of every character what the converters of words make of it alone', () => {
    const lines = alone.join('\n');
    expect(charactersToSimplified(lines)).toBe(toSimplified(lines));
    expect(charactersToTraditional(lines)).toBe(toTraditional(lines));
  });

  it('take no word into account, as those of words do', () => {
    expect([toTraditional('头发'), charactersToTraditional('头发')]).toEqual(['頭髮', '頭發']);
  });
});
