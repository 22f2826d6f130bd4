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

  it('tells a former version from the one in force, and of two of one day each', () => {
    const former = 'http://law.moj.gov.tw/LawClass/LawOldVer.aspx?PCode=H0170012&LNNDATE=20050101&LSER=001';
    expect(statuteId({ title: '公共藝術設置辦法', url: former, language: 'zh-Hant' })).toBe('H0170012.20050101-1');
    const second = former.replace('LSER=001', 'LSER=002');
    expect(statuteId({ title: '公共藝術設置辦法', url: second, language: 'zh-Hant' })).toBe('H0170012.20050101-2');
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
