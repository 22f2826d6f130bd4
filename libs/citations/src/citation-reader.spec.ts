import { describe, expect, it } from 'vitest';
import { cited, someTitles } from './testing/citing-texts.js';
import { citationReader } from './citation-reader.js';

describe('articles', () => {
  it.each([
    ['依第二十四條規定', ['第二十四條 → 24']],
    ['依第十條之一規定', ['第十條之一 → 10-1']],
    ['依第 10-1 條及第１１條規定', ['第 10-1 條及第１１條 → 10-1 11']],
    ['依第10條之2第1項規定', ['第10條之2第1項 → 10-2#1']],
    ['第二十四條、第二十五條第一項及第十條之一', ['第二十四條、第二十五條第一項及第十條之一 → 24 25#1 10-1']],
    ['依第十條或第十一條規定', ['第十條或第十一條 → 10 11']],
    ['第三條第一項第五款、第七款之情形', ['第三條第一項第五款、第七款 → 3#1']],
    ['第三條第一項前段、第三項但書', ['第三條第一項前段、第三項但書 → 3#1 3#3']],
    ['第五條至第八條規定', ['第五條至第八條 → 5 6 7 8']],
    ['第十條至第十一條規定', ['第十條至第十一條 → 10 10-1 10-2 11']],
    ['第十條之一至第十條之二', ['第十條之一至第十條之二 → 10-1 10-2']],
    ['第五條第一項至第三項規定', ['第五條第一項至第三項 → 5#1 5#2 5#3']],
    ['第三條、第五條至第七條及第九條', ['第三條 → 3', '第五條至第七條 → 5 6 7', '第九條 → 9']],
    ['第五條至前條之罪', ['第五條至前條 → 5 6 7 8 9 10 10-1 10-2 11']],
    ['第五、六條規定', ['第五、六條 → 5 6']],
    ['第五條、六條規定', ['第五條、六條 → 5 6']],
    ['第五至第七條規定', ['第五至第七條 → 5 6 7']],
  ])('%s', (text, citations) => {
    expect(cited(text)).toEqual(citations);
  });
});

describe('words that depend on where they stand', () => {
  it.each([
    ['前條', '12', ['前條 → 11']],
    ['前條', '11', ['前條 → 10-2']],
    ['前二條規定', '11', ['前二條 → 10-1 10-2']],
    ['前三條第一項', '5', ['前三條第一項 → 2#1 3#1 4#1']],
    ['前條', '1', []],
    ['依次條規定', '10', ['次條 → 10-1']],
    ['本條第二項\n二。', '12', ['本條第二項 → 12#2']],
    ['第五條第一項及同條第二項', '12', ['第五條第一項 → 5#1', '同條第二項 → 5#2']],
    ['犯第五條至第七條之罪者，依各該條規定', '12', ['第五條至第七條 → 5 6 7', '各該條 → 5 6 7']],
  ])('%s in article %s', (text, number, citations) => {
    expect(cited(text, { number })).toEqual(citations);
  });

  it('counts paragraphs by lines, and lists to the paragraph before them', () => {
    const text = '甲：\n一、乙。\n二、丙。\n前項第一款之丁。\n前二項及第一項之戊。';
    expect(cited(text)).toEqual(['前項第一款 → 12#1', '前二項及第一項 → 12#1 12#2']);
  });

  it('takes the paragraphs of an article where they are given', () => {
    const paragraphs = [{ text: '甲。\n乙。' }, { text: '前項之丙。' }];
    const article = { number: '1', text: '甲。\n乙。\n前項之丙。', paragraphs };
    const reader = citationReader({ id: 'OWN', title: '甲法', language: 'zh-Hant', articles: [article] }, someTitles);
    expect(reader.read('1')[0]?.targets[0]?.id).toBe('OWN:1#1');
  });

  it('finds no paragraph before the first, nor a third where there are two', () => {
    expect(cited('前項之甲。\n第三項之乙。')).toEqual([]);
  });

  it('reads a paragraph that the article lacks as one of the article cited in the same sentence', () => {
    expect(cited('本法第五條第一項所定甲及第二項所定乙。')).toEqual(['本法第五條第一項 → 5#1', '第二項 → 5#2']);
  });

  it.each(['前款規定', '第一款及第三款', '目前二項工程', '前項目', '修正前條文', '相同條件', '以上項目', '第一項目'])(
    '%s cites nothing',
    (text) => {
      expect(cited(`甲。\n${text}`)).toEqual([]);
    },
  );

  it.each(['第一次', '第三人', '第二審', '第三章', '三條道路', '其他各條'])('%s cites nothing', (text) => {
    expect(cited(text)).toEqual([]);
  });
});

describe('other statutes', () => {
  it.each([
    ['民法第一百八十四條', ['民法第一百八十四條 → CIV:184']],
    ['依行政程序法規定', ['行政程序法 → ADM']],
    ['刑法第十條、第十二條之罪', ['刑法第十條、第十二條 → PEN:10 PEN:12']],
    ['刑法第十條之甲罪、第十二條之乙罪', ['刑法第十條之甲罪、第十二條 → PEN:10 PEN:12']],
    ['民法第十條至第十二條', ['民法第十條至第十二條 → CIV:10 CIV:11 CIV:12']],
    ['民法第十條、前條及本法第三條', ['民法第十條 → CIV:10', '前條 → 11', '本法第三條 → 3']],
    ['民法第十條第一項或同法第十一條', ['民法第十條第一項或同法第十一條 → CIV:10#1 CIV:11']],
    [
      '毒品危害防制條例第四條及民法第五條；同條例第六條',
      ['毒品危害防制條例第四條 → DRG:4', '民法第五條 → CIV:5', '同條例第六條 → DRG:6'],
    ],
    ['著作權法第三條及其施行細則第五條', ['著作權法第三條 → CPY:3', '其施行細則第五條 → CPYR:5']],
    ['民法第三條準用第五條', ['民法第三條 → CIV:3', '第五條 → CIV:5 *']],
    ['民法第三十三條之甲事件、第三十六條之乙事件', ['民法第三十三條 → CIV:33', '第三十六條 → CIV:36']],
    ['依民法第三百條處理，並依第四百條辦理', ['民法第三百條 → CIV:300', '第四百條 → CIV:400']],
    ['刑法妨害自由罪章第三百零二條', ['刑法妨害自由罪章第三百零二條 → PEN:302']],
  ])('%s', (text, citations) => {
    expect(cited(text)).toEqual(citations);
  });

  it.each([
    '聯合國憲章第五條、第六條及第七條第一項',
    '伯恩公約第五條',
    '契約第五條第一項',
    '日本商法第五條，同法第六條',
  ])('%s is of a document that is not among the titles', (text) => {
    expect(cited(`甲。\n乙。\n${text}`)).toEqual([]);
  });
});

describe('annexes', () => {
  const annexesOf = (text: string) => cited(`甲。\n乙。\n${text}`).map((citation) => citation.replace(/ → $/, ''));

  it.each([
    ['依附表一規定', ['附表一']],
    ['附件一第二項及第三項', ['附件一']],
    ['附表第一項、附件之第二項', ['附表', '附件']],
    ['如附件三第一項至第二項', ['附件三']],
    ['附件乙之一第二項第一款', ['附件乙之一']],
    ['附表（一）第二項', ['附表（一）']],
    ['依附圖二之一及附錄１所定', ['附圖二之一', '附錄１']],
    ['第五條附表三及第六條附表四', ['第五條 → 5', '附表三', '第六條 → 6', '附表四']],
    ['如附表。\n第一項之甲', ['附表', '第一項 → 12#1']],
    ['檢附表件、隨附件數及附則', []],
  ])('%s', (text, citations) => {
    expect(annexesOf(text)).toEqual(citations);
  });
});

describe('short names', () => {
  const order = { title: '甲作業細則', number: '12' };

  it.each([
    ['本細則依著作權法（以下簡稱本法）第八十二條第二項規定訂定之。'],
    ['本細則依著作權法 (以下稱本法) 訂定之。'],
    ['本細則依著作權法第八十二條（下稱「本法」）訂定之。'],
    ['本細則依著作權法第八十二條規定訂定之。'],
  ])('本法 is the statute that an order was made under: %s', (first) => {
    expect(cited('本法第五條', { ...order, first })).toEqual(['本法第五條 → CPY:5']);
  });

  it('are found in the definition itself, and for a bare mention', () => {
    const first = '本細則依著作權法（以下簡稱本法）第八十二條規定訂定之。';
    expect(cited(first, { ...order, number: '1', first })).toEqual(['著作權法（以下簡稱本法）第八十二條 → CPY:82']);
    expect(cited('依本法規定', { ...order, first })).toEqual(['本法 → CPY']);
    expect(cited('本法施行細則第三條', { ...order, first })).toEqual(['本法施行細則第三條 → CPYR:3']);
  });

  it('本法 is the statute itself where it defines nothing else, 本細則 always', () => {
    expect(cited('本法第五條及本法之規定')).toEqual(['本法第五條 → 5']);
    expect(cited('本細則第五條', { ...order, first: '依著作權法（以下簡稱本法）訂定' })).toEqual(['本細則第五條 → 5']);
  });

  it('本法 in 甲法施行細則 is 甲法 and no other, also where it is not among the titles', () => {
    const first = '本細則依甲法第八條及民法第五條規定訂定之。';
    expect(cited('本法第五條', { title: '甲法施行細則', first })).toEqual([]);
    expect(cited('本法第五條', { title: '著作權法施行細則', first })).toEqual(['本法第五條 → CPY:5']);
  });

  it('of an instrument that is not among the titles are nobody, not the statute itself', () => {
    const first = '本細則依不明條例（以下簡稱本條例）第八條規定訂定之。';
    expect(cited('本條例第五條', { ...order, first })).toEqual([]);
    expect(cited(first, { ...order, number: '1', first })).toEqual([]);
  });

  it.each(['成本法第五條', '資本法人', '本法人之董事'])('%s holds no 本法', (text) => {
    expect(cited(text)).toEqual([]);
  });
});

describe('準用', () => {
  it.each([
    ['準用第五條及第六條之規定', ['第五條及第六條 → 5 6 *']],
    ['準用第五條、民法第六條及前條規定', ['第五條 → 5 *', '民法第六條 → CIV:6 *', '前條 → 11 *']],
    ['第五條之規定，於依第八條申請者準用之。', ['第五條 → 5 *', '第八條 → 8']],
    ['第五條及第六條規定，於丁準用之；第七條亦同。', ['第五條及第六條 → 5 6 *', '第七條 → 7']],
    ['依第五條辦理，並準用第六條規定，依第七條處罰。', ['第五條 → 5', '第六條 → 6 *', '第七條 → 7']],
    ['第五條規定準用於第六條之人。', ['第五條 → 5 *', '第六條 → 6']],
    ['第五條適用之。', ['第五條 → 5']],
  ])('%s', (text, citations) => {
    expect(cited(text)).toEqual(citations);
  });
});

describe('simplified script', () => {
  it('has 条 and 款 for articles and paragraphs', () => {
    expect(cited('依照第五条第二款、第三款和本法第七条第一款第三项', { language: 'zh-Hans' })).toEqual([
      '第五条第二款、第三款和本法第七条第一款第三项 → 5#2 5#3 7#1',
    ]);
  });
});

describe('a citation reader', () => {
  const articles = [{ number: '1', text: '甲。\n前項之乙。' }];
  const reader = citationReader({ id: 'OWN', title: '甲法', language: 'zh-Hant', articles }, someTitles);

  it('reads a paragraph by itself like the paragraph in its article', () => {
    const [whole] = reader.read('1');
    const [alone] = reader.readParagraph('1', 2, '前項之乙。');
    expect(alone?.targets).toEqual(whole?.targets);
    expect(alone?.span).toEqual({ start: 0, end: 2 });
  });

  it('says so when the statute has no such article', () => {
    expect(() => reader.read('2')).toThrow('Statute OWN has no article 2.');
    expect(() => reader.readParagraph('2', 1, '')).toThrow('Statute OWN has no article 2.');
  });

  it('gives each target its statute, article and paragraph', () => {
    expect(cited('第五條第二項')).toEqual(['第五條第二項 → 5#2']);
    const [citation] = citationReader(
      { id: 'OWN', title: '甲法', language: 'zh-Hant', articles: [{ number: '1', text: '民法第五條第二項' }] },
      someTitles,
    ).read('1');
    expect(citation).toEqual({
      kind: 'statute',
      mutatisMutandis: false,
      targets: [{ id: 'CIV:5#2', statuteId: 'CIV', article: '5', paragraph: 2 }],
      span: { start: 0, end: 8 },
    });
  });
});

const english = { language: 'en', title: 'Copyright Act' } as const;

describe('citations in English', () => {
  it.each([
    ['under Article 24, paragraph 2, shall', ['Article 24, paragraph 2 → 24#2']],
    ['Articles 5 to 8 apply', ['Articles 5 to 8 → 5 6 7 8']],
    ['Articles 24, 25 and 10-1 apply', ['Articles 24, 25 and 10-1 → 24 25 10-1']],
    ['Article 5 or Article 6', ['Article 5 or Article 6 → 5 6']],
    ['Article 10 through Article 11', ['Article 10 through Article 11 → 10 10-1 10-2 11']],
    ['the preceding Article', ['the preceding Article → 11']],
    ['Paragraph 1 of the preceding two articles', ['Paragraph 1 of the preceding two articles → 10-2#1 11#1']],
    ['Paragraph 1 of Article 10', ['Paragraph 1 of Article 10 → 10#1']],
    ['paragraphs 1 and 3 of Article 10', ['paragraphs 1 and 3 of Article 10 → 10#1 10#3']],
    ['Article 5, paragraphs 1 to 3, and Article 7', ['Article 5, paragraphs 1 to 3, and Article 7 → 5#1 5#2 5#3 7']],
    ['subparagraph 2 of Paragraph 1 of Article 10', ['subparagraph 2 of Paragraph 1 of Article 10 → 10#1']],
    ['Article 5, paragraph 1, subparagraph 2', ['Article 5, paragraph 1, subparagraph 2 → 5#1']],
    ['Article 5 of this Act', ['Article 5 of this Act → 5']],
    ['Article 184 of the Civil Code', ['Article 184 of the Civil Code → CIV.en:184']],
    [
      'Articles 5 and 7 of the Civil Code and Article 8',
      ['Articles 5 and 7 of the Civil Code → CIV.en:5 CIV.en:7', 'Article 8 → 8'],
    ],
    ['Article 10 of the Criminal Code', ['Article 10 of the Criminal Code → PEN.en:10']],
    ['pursuant to the Civil Code.', ['Civil Code → CIV.en']],
    ['Article 5 of the Berne Convention', []],
    ['Article 5 of the Fair Trade Act and Article 6 of the same Act', []],
    ['the Enforcement Rules of the Copyright Act', []],
    ['goods referred to in this Act, in 5 articles', []],
  ])('%s', (text, citations) => {
    expect(cited(text, english)).toEqual(citations);
  });

  it('count paragraphs by lines', () => {
    const text = 'One shall.\nThe preceding paragraph applies.\nThe preceding two paragraphs and paragraph 1 apply.';
    expect(cited(text, english)).toEqual([
      'The preceding paragraph → 12#1',
      'The preceding two paragraphs and paragraph 1 → 12#1 12#2',
    ]);
  });

  it('say what applies mutatis mutandis', () => {
    expect(cited('Article 5 shall apply mutatis mutandis to B. Article 6 applies.', english)).toEqual([
      'Article 5 → 5 *',
      'Article 6 → 6',
    ]);
  });
});
