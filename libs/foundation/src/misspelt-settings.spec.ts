import { describe, expect, it } from 'vitest';
import { nearestNames, refuseMisspelt } from './misspelt-settings.js';

const known = ['LEXHOP_PORT', 'LEXHOP_EMBEDDING_CHAIN', 'LEXHOP_API_KEYS', 'LEXHOP_API_KEY'];

describe('an environment', () => {
  it.each([
    ['LEXHOP_EMBEDING_CHAIN', 'LEXHOP_EMBEDDING_CHAIN'],
    ['LEXHOP_PROT', 'LEXHOP_PORT'],
    ['LEXHOP_APIKEYS', 'LEXHOP_API_KEYS'],
  ])('with %s is refused: is %s meant?', (name, meant) => {
    expect(() => refuseMisspelt({ [name]: 'x' }, known)).toThrow(`${name} is no setting of LexHop: is ${meant} meant?`);
  });

  it('may hold settings, and what is named like none of them', () => {
    const environment = {
      LEXHOP_PORT: '1',
      LEXHOP_API_KEY: 'k',
      LEXHOP_BACKUP_FOLDER: '/b',
      LEXHPO_PORT: '2',
      PATH: '',
    };
    expect(() => refuseMisspelt(environment, known)).not.toThrow();
  });
});

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
