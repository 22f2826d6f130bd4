import { describe, expect, it } from 'vitest';
import { wordsOf } from '../words/use-words.js';
import { namesOf } from './article-names.js';

describe('namesOf', () => {
  it('names articles and paragraphs of statutes that are known, and by its id what is not', () => {
    const names = namesOf([{ statuteId: 'J0070017', statuteTitle: '著作權法' }], wordsOf('zh-Hant'));
    expect(names('J0070017:52')).toBe('著作權法第 52 條');
    expect(names('J0070017:87-1#2')).toBe('著作權法第 87-1 條第 2 項');
    expect(names('J0070001:3')).toBe('J0070001:3');
  });
});
