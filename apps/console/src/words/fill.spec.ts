import { describe, expect, it } from 'vitest';
import { fill } from './fill.js';

describe('fill', () => {
  it('puts values in their places, numbers as the language writes them', () => {
    expect(fill('{name}: {count} of {count}', { name: 'a', count: 218_139 }, 'en')).toBe('a: 218,139 of 218,139');
  });

  it('chooses the form for the count', () => {
    const text = '{count} {count|article|articles}';
    expect(fill(text, { count: 1 }, 'en')).toBe('1 article');
    expect(fill(text, { count: 0 }, 'en')).toBe('0 articles');
  });

  it('refuses to show a text with a hole', () => {
    expect(() => fill('{name}', {}, 'en')).toThrow('needs a value for {name}');
  });
});
