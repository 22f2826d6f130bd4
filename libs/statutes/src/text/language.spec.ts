import { describe, expect, it } from 'vitest';
import { languageOf } from './language.js';

describe('languageOf', () => {
  it.each([
    ['著作權法 本法主管機關為經濟部。', 'zh-Hant'],
    ['中华人民共和国著作权法 为保护作者的权益，制定本法。', 'zh-Hans'],
    ['Copyright Act. The competent authority is the Ministry.', 'en'],
    ['臺灣地區 GATT 條款', 'zh-Hant'],
    ['Copyright Act (著作權法) is specifically enacted for the purposes of protecting the rights of authors.', 'en'],
    ['民法 第一条 私権は、公共の福祉に適合しなければならない。', 'ja'],
    ['Bürgerliches Gesetzbuch. Die Rechtsfähigkeit des Menschen beginnt mit der Vollendung der Geburt.', 'de'],
    ['Code civil. La jouissance des droits est indépendante de la nationalité et du domicile.', 'fr'],
    ['Código Civil. Las leyes entrarán en vigor a los veinte días de su completa publicación.', 'other'],
    ['민법 제1조 민사에 관하여 법률에 규정이 없으면 관습법에 의한다.', 'other'],
    ['', 'zh-Hant'],
  ])('%s is %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});
