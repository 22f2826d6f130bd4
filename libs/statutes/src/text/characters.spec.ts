import { describe, expect, it } from 'vitest';
import { languageOf } from './characters.js';

describe('languageOf', () => {
  it.each([
    ['著作權法 本法主管機關為經濟部。', 'zh-Hant'],
    ['中华人民共和国著作权法 为保护作者的权益，制定本法。', 'zh-Hans'],
    ['Copyright Act. The competent authority is the Ministry.', 'en'],
    ['臺灣地區 GATT 條款', 'zh-Hant'],
    ['Copyright Act (著作權法) is specifically enacted for the purposes of protecting the rights of authors.', 'en'],
    ['', 'zh-Hant'],
  ])('%s is %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});
