import { describe, expect, it } from 'vitest';
import { guessedRange } from '../article-number.js';
import { articleOrder } from './reading-place.js';

describe('the order of articles', () => {
  const order = articleOrder(['10', '2', '10-1', '1', '9', '10-2', '11']);

  it('is numeric', () => {
    expect(order.before('11', 9)).toEqual(['1', '2', '9', '10', '10-1', '10-2']);
    expect(order.after('10')).toEqual(['10-1']);
    expect(order.after('11')).toEqual([]);
  });

  it('places a number that the statute lacks where it would stand', () => {
    expect(order.before('3', 1)).toEqual(['2']);
    expect(order.after('3')).toEqual(['9']);
    expect(order.between('3', '10-1')).toEqual(['3', '9', '10', '10-1']);
    expect(order.has('3')).toBe(false);
  });

  it('knows what is beyond its last article', () => {
    expect([order.isBeyond('11'), order.isBeyond('11-1'), order.isBeyond('12')]).toEqual([false, true, true]);
  });

  it('has both ends of a range that runs backwards, and no more', () => {
    expect(order.between('11', '2')).toEqual(['11', '2']);
  });
});

describe('a range in a statute whose articles are not at hand', () => {
  it.each([
    ['3', '6', ['3', '4', '5', '6']],
    ['14-1', '14-3', ['14-1', '14-2', '14-3']],
    ['14', '14-2', ['14', '14-1', '14-2']],
    ['9', '11-1', ['9', '10', '11', '11-1']],
    ['1', '900', ['1', '900']],
  ])('%s to %s is counted', (from, to, articles) => {
    expect(guessedRange(from, to)).toEqual(articles);
  });
});
