import { describe, expect, it } from 'vitest';
import { wholeNumber, wholeNumberOr } from './pages.js';

describe('a whole number of a query', () => {
  it('is what its digits say, within its bounds', () => {
    expect(wholeNumber(1, 20).parse('20')).toBe(20);
    expect(wholeNumber(0, 20).parse('007')).toBe(7);
    expect(wholeNumberOr(5, 1, 20).parse(undefined)).toBe(5);
  });

  it.each(['0x10', '1e1', '', ' 7', '7.0', '-1', '21', 'seven', true, ['7']])('is not %j', (given) => {
    const { error } = wholeNumberOr(5, 0, 20).safeParse(given);
    expect(error?.issues).toHaveLength(1);
  });
});
