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
  { id: 'N0030002', title: '勞動基準法施行細則' },
  { id: 'G0390002', title: '保險法' },
  { id: 'G0380001', title: '銀行法' },
  { id: 'C0010001', title: '刑事訴訟法' },
  { id: 'BGB', title: 'Bürgerliches Gesetzbuch' },
  { id: 'LC', title: 'Lease Code' },
  { id: 'MX', title: '민법' },
];
const names = statuteNames(statutes, 'zh-Hant');
const found = (query: string) =>
  referencesIn(query, names).references.map(
    ({ statuteId, unknownTitle = '?', number, paragraph }) =>
      `${statuteId ?? unknownTitle}:${number}${paragraph === undefined ? '' : `#${paragraph}`}`,
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

  it.each([
    ['勞基法§84之1', 'N0030001:84-1'],
    ['刑訴§158之4', 'C0010001:158-4'],
    ['Bürgerliches Gesetzbuch § 312a', 'BGB:312a'],
    ['Lease Code Section 2.01', 'LC:2.01'],
    ['民法第一○三○條', 'B0000001:1030'],
    ['民法第兩百條', 'B0000001:200'],
    ['民法第184–1條', 'B0000001:184-1'],
    ['民法第 184 條 之 1', 'B0000001:184-1'],
    ['민법 제10조 제2항', 'MX:10#2'],
    ['勞動基準法 14 I (6)', 'N0030001:14#1'],
    ['Article 184, paragraph 1 of the Civil Code', 'B0000001:184#1'],
    ['Article 184(1) of the Civil Code', 'B0000001:184#1'],
    ['Civil Code s. 184', 'B0000001:184'],
    ['Labour Standards Act Article 24', 'N0030001:24'],
    ['民法 184 侵權行為', 'B0000001:184'],
  ])('reads the labels and paragraphs of any numbering: %s', (query, reference) => {
    expect(found(query)).toEqual([reference]);
  });

  it.each([
    ['勞基法施行細則第7條', 'N0030002:7'],
    ['Enforcement Rules of the Labor Standards Act article 7', 'N0030002:7'],
    ['民§184', 'B0000001:184'],
    ['個資 §19', 'I0050021:19'],
    ['民法繼承編第1138條', 'B0000001:1138'],
    ['民法第五編第1138條', 'B0000001:1138'],
    ['刑法在第277條', 'C0000001:277'],
    ['勞基法修正後第36條', 'N0030001:36'],
    ['我國民法第3條', 'B0000001:3'],
    ['詐欺違反刑法第339條', 'C0000001:339'],
    ['台灣民法第3條', 'B0000001:3'],
  ])('knows what statutes are called, and what may stand at a name: %s', (query, reference) => {
    expect(found(query)).toEqual([reference]);
  });

  it('knows the rules of a statute by its short name, as a whole text too', () => {
    expect(names.idOf('勞基法施行細則')).toBe('N0030002');
  });

  it.each([
    ['Articles 184 and 185 of the Civil Code', ['B0000001:184', 'B0000001:185']],
    ['Civil Code Arts. 184, 185', ['B0000001:184', 'B0000001:185']],
    ['民法184,185', ['B0000001:184', 'B0000001:185']],
    ['民法184跟185', ['B0000001:184', 'B0000001:185']],
    ['民法184、185及188', ['B0000001:184', 'B0000001:185', 'B0000001:188']],
    ['民法第184、185條', ['B0000001:184', 'B0000001:185']],
    ['民法第184~188條', ['B0000001:184', 'B0000001:188']],
    ['民法 184 ～ 188 條', ['B0000001:184', 'B0000001:188']],
    ['著作權法 第 五 十 二 條', ['J0070017:52']],
    ['民法 5~10% 的利率', []],
    ['Copyright Act Article 52 Civil Code Article 184', ['J0070017:52', 'B0000001:184']],
  ])('reads the lists of any numbering: %s', (query, references) => {
    expect(found(query)).toEqual(references);
  });

  it.each([
    ['民法第184條及國家賠償法第2條、第3條', ['B0000001:184', '國家賠償法:2', '國家賠償法:3']],
    ['民法規定如何？我簽的租賃契約第3條有效嗎', ['租賃契約:3']],
    ['Civil Code: is article 5 of my lease valid?', ['my lease:5']],
    ['Civil Code article 184 and State Compensation Law article 2', ['B0000001:184', 'state compensation law:2']],
    ['全民健康保險法第5條', ['全民健康保險法:5']],
    ['中央銀行法第3條', ['中央銀行法:3']],
    ['National Health Insurance Act article 5', ['national health insurance act:5']],
    ['Under the Insurance Act, article 5', ['G0390002:5']],
    ['陸海空軍刑法第44條', ['陸海空軍刑法:44']],
    ['民法債編施行法第5條', ['民法債編施行法:5']],
    ['消保法第7條及施行細則第5條', ['J0170001:7', '施行細則:5']],
  ])('gives no number to another statute than the one at it: %s', (query, references) => {
    expect(found(query)).toEqual(references);
  });

  it.each([
    ['民法第184條及同法第195條', ['B0000001:184', 'B0000001:195']],
    ['Civil Code article 184; and article 195 of the Act', ['B0000001:184', 'B0000001:195']],
    ['勞基法第38條及施行細則第24條之1', ['N0030001:38', 'N0030002:24-1']],
  ])('gives a number to the statute named before, by what stands at it: %s', (query, references) => {
    expect(found(query)).toEqual(references);
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
    'particle 52',
    '民法第1編總則',
    '刑法第26章',
    '勞基法2-3天',
    '勞基法 30 分鐘',
    '勞基法5週',
    '勞基法20名員工',
    '民法1/3股東',
    '民法2023/5/1修法',
    '民法 30,000元',
    '民法20%',
    'Labor Standards Act 40 hours',
    'Labor Standards Act, 12 days',
    'Copyright Act 2019 amendment',
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
    expect(found('本案法第5條')).toEqual(['本案法:5']);
  });

  it('says what is left beside the names', () => {
    expect(namesNothingElse(referencesIn('著作權法第五十二條規定什麼？', names))).toBe(true);
    expect(namesNothingElse(referencesIn('Article 52 of the Copyright Act', names))).toBe(true);
    for (const query of ['民法第184條第1項前段', '刑法第10條第2項第3款', '民法第184條但書', '請看民法第184條'])
      expect(namesNothingElse(referencesIn(query, names))).toBe(true);
    expect(namesNothingElse(referencesIn('著作權法第52條可以抄書評嗎', names))).toBe(false);
    expect(namesNothingElse(referencesIn('規定什麼', names))).toBe(false);
  });

  it('reads what it knows best in time that grows no faster than the text', () => {
    const parts = [
      '一',
      '一之',
      '1-',
      '1條 ',
      '第 ',
      '제 ',
      '民法1,',
      '民§',
      '的法',
      '甲乙丙丁法第1條',
      'of my act article 5 ',
      '1條    ',
    ];
    for (const part of parts) {
      for (const query of [part.repeat(10_000 / part.length), `${part}${' '.repeat(9_900)}${part}`]) {
        const started = performance.now();
        namesNothingElse(referencesIn(query, names));
        expect(performance.now() - started).toBeLessThan(1_000);
      }
    }
  });
});
