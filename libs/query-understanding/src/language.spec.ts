import { describe, expect, it } from 'vitest';
import { areComparable, languageOfQuery } from './language.js';

describe('languageOfQuery', () => {
  it.each([
    ['房東不還押金怎麼辦', 'zh-Hant'],
    ['房东不还押金怎么办', 'zh-Hans'],
    ['My landlord keeps the deposit', 'en'],
    ['AI 生成的圖可以註冊 NFT 嗎', 'zh-Hant'],
    ['敷金を返してもらえますか', 'ja'],
    ['Bekomme ich die Kaution zurück, wenn der Vermieter nicht zahlt?', 'de'],
    ['보증금을 돌려받을 수 있나요', 'other'],
    ['Можно ли вернуть залог', 'other'],
  ])('is told of %s', (query, language) => {
    expect(languageOfQuery(query)).toBe(language);
  });

  it.each(['', '52', '？！', '公司'])('is not told of %j', (query) => {
    expect(languageOfQuery(query)).toBeUndefined();
  });

  it.each([
    ['Mietkaution', 'de', 'de'],
    ['Mietkaution', 'zh-Hant', 'en'],
    ['can my landlord keep it', 'de', 'en'],
    ['公序良俗', 'ja', 'ja'],
  ] as const)('%s, asked of statutes in %s, is %s', (query, statutes, language) => {
    expect(languageOfQuery(query, statutes)).toBe(language);
  });

  it('both scripts of Chinese are comparable, other languages are not', () => {
    expect(areComparable('zh-Hant', 'zh-Hans')).toBe(true);
    expect(areComparable('en', 'zh-Hant')).toBe(false);
    expect(areComparable(undefined, 'zh-Hant')).toBe(true);
  });
});
