import { describe, expect, it } from 'vitest';
import { nearestNames } from './nearest-names.js';

describe('nearestNames', () => {
  it('are those with the fewest wrong, missing and added letters, nearest first', () => {
    expect(nearestNames('勞基法', ['勞動基準法', '勞保法', '民法', '勞基法規'], 2)).toEqual([
      '勞保法',
      '勞基法規',
      '勞動基準法',
      '民法',
    ]);
    expect(nearestNames('abc', ['xyz'], 2)).toEqual([]);
  });
});
