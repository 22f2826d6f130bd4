import { describe, expect, it } from 'vitest';
import { parseArticleReference } from './article-reference.js';

describe('parseArticleReference', () => {
  it.each([
    ['著作權法第52條', { statute: '著作權法', number: '52' }],
    ['著作權法 52', { statute: '著作權法', number: '52' }],
    ['「著作權法」第 五十二 條', { statute: '著作權法', number: '52' }],
    ['民法184-1', { statute: '民法', number: '184-1' }],
    ['民法第一百八十四條之一第二項', { statute: '民法', number: '184-1', paragraph: 2 }],
    ['第五十二條', { number: '52' }],
    [' 52 ', { number: '52' }],
    ['J0070017:52', { statute: 'J0070017', number: '52' }],
    ['J0070017:87-1#2', { statute: 'J0070017', number: '87-1', paragraph: 2 }],
    ['Copyright Act Article 52', { statute: 'Copyright Act', number: '52' }],
    ['Copyright Act, Art. 10-1', { statute: 'Copyright Act', number: '10-1' }],
    ['商标法§5', { statute: '商标法', number: '5' }],
  ])('reads %s', (text, reference) => {
    expect(parseArticleReference(text)).toEqual(reference);
  });

  it.each(['', '著作權法', '合理使用', '第二項', '著作權法第五十二條第x項', `${'法'.repeat(300)}1`])(
    '%j names none',
    (text) => {
      expect(parseArticleReference(text)).toBeUndefined();
    },
  );
});
