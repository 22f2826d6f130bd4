import { describe, expect, it } from 'vitest';
import { statuteId } from './statute.js';

const url = 'https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=J0070017';

describe('statuteId', () => {
  it('is the pcode of the URL', () => {
    expect(statuteId({ title: '著作權法', url, language: 'zh-Hant' })).toBe('J0070017');
    expect(statuteId({ title: '著作權法', url: 'https://x.tw/?lang=zh&PCode=j0070017', language: 'zh-Hant' })).toBe(
      'J0070017',
    );
  });

  it('tells a translation from its original', () => {
    expect(statuteId({ title: 'Copyright Act', url, language: 'en' })).toBe('J0070017.en');
  });

  it('without a pcode comes from the title alone, blanks and width aside', () => {
    const id = statuteId({ title: '示例法', language: 'zh-Hant' });
    expect(id).toBe('T41cac5e1c792');
    expect(statuteId({ title: ' 示 例法', url: 'https://example.org/x', language: 'zh-Hant' })).toBe(id);
    expect(statuteId({ title: '示例法（二）', language: 'zh-Hant' })).toBe(
      statuteId({ title: '示例法(二)', language: 'zh-Hant' }),
    );
    expect(statuteId({ title: '示範法', language: 'zh-Hant' })).not.toBe(id);
  });
});
