import { describe, expect, it } from 'vitest';
import { refuseMisspelt } from './misspelt-settings.js';

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
