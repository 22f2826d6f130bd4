import { describe, expect, it } from 'vitest';
import { readSettings } from '@lexhop/foundation';
import { edgeMatchingSettings } from './settings.js';

describe('edgeMatchingSettings', () => {
  it('keeps every match and the cap of the paper where nothing is set', () => {
    expect(readSettings(edgeMatchingSettings, {})).toEqual({
      LEXHOP_MATCH_MINIMUM_SCORE: 0,
      LEXHOP_MATCH_CAP_FACTOR: 1,
    });
  });

  it('reads what is set', () => {
    const environment = {
      LEXHOP_MATCH_MINIMUM_SCORE: '.4',
      LEXHOP_MATCH_EDGES_PER_ARTICLE: '8',
      LEXHOP_MATCH_CAP_FACTOR: '2.5',
    };
    expect(readSettings(edgeMatchingSettings, environment)).toEqual({
      LEXHOP_MATCH_MINIMUM_SCORE: 0.4,
      LEXHOP_MATCH_EDGES_PER_ARTICLE: 8,
      LEXHOP_MATCH_CAP_FACTOR: 2.5,
    });
  });

  it.each([
    ['LEXHOP_MATCH_MINIMUM_SCORE', '1.5'],
    ['LEXHOP_MATCH_MINIMUM_SCORE', 'high'],
    ['LEXHOP_MATCH_EDGES_PER_ARTICLE', '0'],
    ['LEXHOP_MATCH_CAP_FACTOR', '0'],
    ['LEXHOP_MATCH_CAP_FACTOR', 'Infinity'],
  ])('refuses %s=%s, naming both', (variable, value) => {
    expect(() => readSettings(edgeMatchingSettings, { [variable]: value })).toThrow(`${variable} is "${value}"`);
  });
});
