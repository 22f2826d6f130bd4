import { describe, expect, it } from 'vitest';
import { someTitles } from './citing-texts.js';
import { motherArticles } from './mother-articles.js';

/** What the first article of an order says it is made under; article 9 of any statute is repealed, those above 100 are not there. */
function mothersOf(text: string) {
  const order = { id: 'OWN', title: '甲辦法', language: 'zh-Hant', articles: [{ number: '1', text }] } as const;
  const { found, missing } = motherArticles(order, someTitles, (_statute, article) => {
    if (article === '9') return 'repealed';
    return Number(article) <= 100 ? 'in-force' : undefined;
  });
  return missing ?? found.map(({ id }) => id);
}

describe('motherArticles', () => {
  it.each([
    ['本辦法依著作權法（以下簡稱本法）第八十三條第二項規定訂定之。', ['CPY:83#2']],
    ['為辦理登記，特依著作權法第八十三條規定，訂定本辦法。', ['CPY:83']],
    ['本辦法依銀行法第五條及勞動基準法第六條第一項規定訂定之。', ['BNK:5', 'LAB:6#1']],
    ['本辦法依銀行法第九條及第十條規定訂定之。\n著作權法第三條於本辦法準用之。', ['BNK:10']],
  ])('%s', (text, found) => {
    expect(mothersOf(text)).toEqual(found);
  });

  it.each([
    ['not-said', '為處理銀行法第五條之事項，特訂定本辦法。'],
    ['not-said', '銀行法第五條之登記，除依該條規定外，另訂定本辦法。'],
    ['unknown-statute', '本辦法依丙法第五條規定訂定之。'],
    ['no-article', '本辦法依銀行法規定訂定之。'],
    ['unknown-article', '本辦法依銀行法第五百條規定訂定之。'],
    ['repealed', '本辦法依銀行法第九條規定訂定之。'],
  ])('are missing, %s: %s', (missing, text) => {
    expect(mothersOf(text)).toBe(missing);
  });

  it('are not said by an order without articles', () => {
    const order = { id: 'OWN', title: '甲辦法', language: 'zh-Hant', articles: [] } as const;
    expect(motherArticles(order, someTitles, () => 'in-force')).toEqual({ found: [], missing: 'not-said' });
  });
});
