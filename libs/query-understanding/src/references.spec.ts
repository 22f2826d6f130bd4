import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesNothingElse, referencesIn } from './references.js';
import { statuteNames } from './statute-names.js';

const statutes = [
  { id: 'J0070017', title: '著作權法' },
  { id: 'J0070001', title: '商標法' },
  { id: 'B0000001', title: '民法' },
  { id: 'C0000001', title: '中華民國刑法' },
  { id: 'I0050021', title: '個人資料保護法' },
  { id: 'J0170001', title: '消費者保護法' },
  { id: 'N0030001', title: '勞動基準法' },
  { id: 'A0030055', title: '政府採購法', shortNames: ['採購法', '本案法'] },
  { id: 'X1', title: '行政院組織法', shortNames: ['本案法'] },
];
const names = statuteNames(statutes, 'zh-Hant');
const found = (query: string) =>
  referencesIn(query, names).references.map(
    ({ statuteId = '?', number, paragraph }) =>
      `${statuteId}:${number}${paragraph === undefined ? '' : `#${paragraph}`}`,
  );

describe('referencesIn', () => {
  it.each([
    ['著作權法第52條', 'J0070017:52'],
    ['著作權法第五十二條規定什麼？', 'J0070017:52'],
    ['「著作權法」第 91 條之 1 的刑責', 'J0070017:91-1'],
    ['著作權法第九十一條之一', 'J0070017:91-1'],
    ['著作權法第９１條之１', 'J0070017:91-1'],
    ['請問勞基法第24條加班費怎麼算', 'N0030001:24'],
    ['個資法 19', 'I0050021:19'],
    ['消保法19', 'J0170001:19'],
    ['民法§184', 'B0000001:184'],
    ['我想問民法184-1可以請求什麼', 'B0000001:184-1'],
    ['刑法第三百二十條第二項', 'C0000001:320#2'],
    ['採購法第101條', 'A0030055:101'],
    ['著作权法第52条', 'J0070017:52'],
    ['J0070017:52', 'J0070017:52'],
    ['Article 52 of the Copyright Act', 'J0070017:52'],
    ['What does Copyright Act Article 10-1 say?', 'J0070017:10-1'],
    ['Civil Code § 184', 'B0000001:184'],
    ['Under section 19 of the Personal Data Protection Act, may I…', 'I0050021:19'],
    ['PDPA art. 19', 'I0050021:19'],
  ])('reads %s', (query, reference) => {
    expect(found(query)).toEqual([reference]);
  });

  it('reads lists, each number of the statute named last, each article once', () => {
    expect(found('民法第184條、第195條，商標法第30條與第30條')).toEqual([
      'B0000001:184',
      'B0000001:195',
      'J0070001:30',
    ]);
  });

  it('leaves open which statute a number alone is of, unless the graph has but one', () => {
    expect(found('第二十四條的工資')).toEqual(['?:24']);
    const one = statuteNames(statutes.slice(0, 1), 'zh-Hant');
    expect(referencesIn('第52條', one).references).toMatchObject([{ statuteId: 'J0070017', number: '52' }]);
  });

  it.each([
    '',
    '著作權法的合理使用',
    '民法2024年修正',
    '民法 3 個月時效',
    '國民法官法第3官',
    '本案法第5款',
    '罰金30萬元',
    'contract 52',
    'The Act was amended in 2019',
  ])('finds none in %j', (query) => {
    expect(found(query)).toEqual([]);
  });

  it('tells which statutes are named without an article', () => {
    const more = statuteNames(
      [...statutes, { id: 'X2', title: '最低工資法（112.12.27制定）' }, { id: 'X3', title: 'Élan Act' }],
      'zh-Hant',
    );
    const { references, statutes: alone } = referencesIn('民法第184條與著作權法、最低工資法及 the Élan Act', more);
    expect(references.map(({ statuteId }) => statuteId)).toEqual(['B0000001']);
    expect(alone).toEqual([
      { statuteId: 'J0070017', words: '著作權法' },
      { statuteId: 'X2', words: '最低工資法' },
      { statuteId: 'X3', words: 'élan act' },
    ]);
    expect(referencesIn('bÉlan Acts, Élan Acté', more).statutes).toEqual([]);
  });

  it('takes neither of two statutes that define one short name', () => {
    expect(found('本案法第5條')).toEqual(['?:5']);
  });

  it('says what is left beside the names', () => {
    expect(namesNothingElse(referencesIn('著作權法第五十二條規定什麼？', names))).toBe(true);
    expect(namesNothingElse(referencesIn('Article 52 of the Copyright Act', names))).toBe(true);
    expect(namesNothingElse(referencesIn('著作權法第52條可以抄書評嗎', names))).toBe(false);
    expect(namesNothingElse(referencesIn('規定什麼', names))).toBe(false);
  });

  it('reads any text in bounded time', () => {
    const piece = fc.constantFrom('第', '條', '之', '一', '5', '民法', '著作權法', ' ', 'article', '、', '第184條');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 2_000 }), (pieces) => {
        const started = performance.now();
        referencesIn(pieces.join(''), names);
        expect(performance.now() - started).toBeLessThan(1_000);
      }),
      { numRuns: 30 },
    );
  });
});
