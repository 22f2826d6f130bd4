import { describe, expect, it } from 'vitest';
import { addressOf, askedFrom, usualModes } from './asked.js';

describe('a question in an address', () => {
  it('comes back as it was asked', () => {
    const asked = {
      query: '影印 a&b？',
      modes: ['bm25', 'hop'] as const,
      topK: 20,
      statutes: ['J0070017', 'J0070001'],
    };
    const [path, search] = addressOf('default', asked).split('?');
    expect(path).toBe('/graphs/default/ask');
    expect(askedFrom(`?${search}`)).toEqual(asked);
  });

  it('is as usual where the address says nothing, or nothing that can be asked', () => {
    const usual = { query: '', modes: usualModes, topK: 5, statutes: [] };
    expect(askedFrom('')).toEqual(usual);
    expect(askedFrom('?modes=magic&k=0&statutes=,')).toEqual(usual);
    expect(askedFrom('?k=101').topK).toBe(5);
  });

  it('keeps its modes in the order of the page', () => {
    expect(askedFrom('?modes=hop,bm25').modes).toEqual(['bm25', 'hop']);
  });
});
