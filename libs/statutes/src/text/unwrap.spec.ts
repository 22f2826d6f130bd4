import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rewrapped } from '../testing/statutes-for-tests.js';
import { isRepealed } from './repealed.js';
import { articleText, lineLayout } from './unwrap.js';
import { columnWidth } from './lines.js';

/** Read as an article of a statute with this layout. */
function read(layout: 'wrapped' | 'whole', ...lines: readonly string[]): readonly string[] {
  return articleText(lines.join('\r\n'), layout).split('\n');
}

/** Whether a sentence ends where the page does, so that nobody can tell a page break from a new paragraph. */
function endsAtEdge(line: string): boolean {
  return rewrapped(line)
    .split('\r\n')
    .some((part) => part.endsWith('。') && columnWidth(part) > 62);
}

describe('articleText', () => {
  it('joins what a page of 64 columns broke inside a sentence', () => {
    expect(
      read(
        'wrapped',
        '軍儲人員辦理各項存提手續，應當面在辦理軍儲業務單位，核點清楚，如',
        '有不符，應即向辦理軍儲業務單位提出，否則辦理軍儲業務單位概不負責',
        '。',
        '前項軍儲人員之獎券、存單 (摺) 不得寄存辦理軍儲業務單位。',
      ),
    ).toEqual([
      '軍儲人員辦理各項存提手續，應當面在辦理軍儲業務單位，核點清楚，如有不符，應即向辦理軍儲業務單位提出，否則辦理軍儲業務單位概不負責。',
      '前項軍儲人員之獎券、存單 (摺) 不得寄存辦理軍儲業務單位。',
    ]);
  });

  it('joins the indented second line of a list entry', () => {
    expect(
      read(
        'wrapped',
        '左列各款：',
        '　一　不遵禁令，於路旁河岸等處開設店棚者。',
        '　二　於自己經管地界內，當通行之處，有溝井坎穴等，不設覆蓋或防圍',
        '　　　者。',
      ),
    ).toEqual([
      '左列各款：',
      '一 不遵禁令，於路旁河岸等處開設店棚者。',
      '二 於自己經管地界內，當通行之處，有溝井坎穴等，不設覆蓋或防圍者。',
    ]);
  });

  it('joins a number that the page broke', () => {
    expect(read('wrapped', '三、附件請參閱中華民國現行法規彙編第三冊之說明，並參閱第五冊 937', '  -938  頁)')).toEqual([
      '三、附件請參閱中華民國現行法規彙編第三冊之說明，並參閱第五冊 937-938 頁)',
    ]);
  });

  it('takes a cited list label at the start of a line for what it is', () => {
    expect(
      read(
        'wrapped',
        '申請人違反本法規定而情節重大者，除應依第十條規定處罰外，並準用第',
        '一、二款之規定，廢止其許可並公告之。',
      ),
    ).toHaveLength(1);
  });

  it('keeps list entries without full stops apart, at the page edge too', () => {
    const entries = ['一、關於本會所屬各機關年度預算決算及會計事務之審核監督彙編事項與', '二、其他事項'];
    expect(read('wrapped', '掌理下列事項：', ...entries)).toEqual(['掌理下列事項：', ...entries]);
  });

  it.each([
    ['但', 1],
    ['前項規定，', 2],
    ['主管機關', 2],
  ])('a sentence that ends at the page edge: what begins with %s makes %d lines', (beginning, count) => {
    const full = '甲應於事實發生後二週內將有關文件及資料報請直轄市主管機關核准之。';
    expect(read('wrapped', full, `${beginning}得定之。`)).toHaveLength(count);
    expect(read('whole', full, `${beginning}得定之。`)).toHaveLength(2);
  });

  it('keeps the lines of a statute that is not wrapped', () => {
    const lines = ['自由港區事業違反規定者，處罰鍰。', '其他必要補充說明事項', '前項罰鍰，由海關處之。'];
    expect(read('whole', ...lines)).toEqual(lines);
  });

  it.each([
    ['a line that begins with a comma', ['換雇主之新雇主應檢附下列文件', '，向主管機關提出申請。']],
    [
      'lines wrapped a little earlier',
      ['賠償時，應以毀損財物之市價為標準，按各財物規定壽限及其已使', '用時間折舊計算。'],
    ],
  ])('joins %s, whatever the layout', (_name, lines) => {
    expect(read('wrapped', ...lines)).toEqual([lines.join('')]);
    expect(read('whole', ...lines)).toEqual([lines.join('')]);
  });

  it.each([
    ['a formula', ['運價：噸位里程空駛里程元乘以噸數加上里程之和再乘以七成＝元', '小貨車計日包車另定之。']],
    ['columns', ['一○○○一伏至一二○○○○伏者之水平間隔            三五公尺', '二萬伏者為四公尺。']],
    [
      'a symbol that is explained',
      ['獲有利益年度之所得利益與利率及所得利益計算期間之年數相乘', '年數：獲有利益年度。'],
    ],
    ['a blank line', ['軍儲人員辦理各項存提手續，應當面在辦理軍儲業務單位，核點清楚，如', '', '有不符，應即提出。']],
    [
      'a colon at the page edge',
      ['軍儲人員辦理各項存提手續，應當面在軍儲業務單位核點清楚，規定如下：', '但書另定之。'],
    ],
  ])('does not join over %s', (_name, lines) => {
    expect(read('wrapped', ...lines)).toHaveLength(2);
  });

  it('keeps tables and fractions as they are drawn', () => {
    const lines = ['依下列公式計算之：', '        Vj×Cj', 'Rj＝───────', '       n', '前項Rj，為負擔比例值。'];
    expect(read('wrapped', ...lines)).toEqual(lines);
  });

  it('marks a line that stands under a list entry', () => {
    expect(read('wrapped', '設備如左：', '(一) 製造設備：', '      彎板機、衝床。', '(二) 檢查設備。')).toEqual([
      '設備如左：',
      '(一) 製造設備：',
      '\u3000彎板機、衝床。',
      '(二) 檢查設備。',
    ]);
  });

  it('marks what stands under a finished entry, but no paragraph that speaks of the list', () => {
    const lines = ['設備如左：', '一、繫留場應獨立隔間。', '    棚內應有飲水設備。', '    前項設備，另定之。'];
    expect(read('wrapped', ...lines)).toEqual([
      '設備如左：',
      '一、繫留場應獨立隔間。',
      '\u3000棚內應有飲水設備。',
      '前項設備，另定之。',
    ]);
  });

  it('does not mark indented paragraphs, and drops blank lines and doubled blanks', () => {
    expect(read('whole', '  屠後檢查應於  解體後施行。   ', '', '  前項檢查，得剖切之。')).toEqual([
      '屠後檢查應於 解體後施行。',
      '前項檢查，得剖切之。',
    ]);
  });

  it('joins an English sentence broken before a small letter, and keeps rubrics', () => {
    expect(
      read(
        'whole',
        'An application for trademark registration may be inadmissible if such country',
        'does not accede to a treaty.',
      ),
    ).toEqual([
      'An application for trademark registration may be inadmissible if such country does not accede to a treaty.',
    ]);
    expect(
      read(
        'whole',
        'Inadmissibility of application; restoration to status quo ante',
        'Unless otherwise prescribed, it is.',
      ),
    ).toHaveLength(2);
  });

  it('loses nothing but blanks, whatever the content', () => {
    const line = fc.oneof(
      fc.string({ unit: fc.constantFrom(...Array.from('一二（）、。：│─ \u3000a1.，條第項')) }),
      fc.constantFrom('甲'.repeat(32), `一、${'乙'.repeat(30)}`, '    續行。', '前項。', '但書'),
    );
    const content = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\r\n'));
    fc.assert(
      fc.property(content, fc.constantFrom('wrapped' as const, 'whole' as const), (text, layout) => {
        expect(articleText(text, layout).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  it('reads a wrapped text back as it was, when no sentence ends at the edge', () => {
    const clause = fc.constantFrom(
      '甲應於三十日內通知乙',
      '主管機關得限期命其改善',
      '並得按次處罰',
      '屆期未改善者',
      '依第一、二款規定',
      '違反者',
    );
    const sentence = fc.array(clause, { minLength: 1, maxLength: 12 }).map((clauses) => `${clauses.join('，')}。`);
    const paragraph = fc
      .tuple(fc.constantFrom('', '一、', '二、', '（一）'), sentence)
      .map(([mark, text]) => mark + text);
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 5 }), (lines) => {
        fc.pre(!lines.some(endsAtEdge));
        expect(articleText(lines.map(rewrapped).join('\r\n'), 'wrapped')).toBe(lines.join('\n'));
      }),
    );
  });
});

describe('lineLayout', () => {
  it('one line wider than the page says that a statute is not wrapped', () => {
    expect(lineLayout(['甲'.repeat(32), `${'乙'.repeat(32)}\r\n丙`])).toBe('wrapped');
    expect(lineLayout(['甲'.repeat(32), `${'乙'.repeat(34)}\r\n丙`])).toBe('whole');
    expect(lineLayout(['a'.repeat(67)])).toBe('whole');
  });
});

describe('isRepealed', () => {
  it.each([
    '（刪除）',
    '(刪除)。',
    '（ 刪 除 ）',
    '（本條刪除）',
    '(deleted)',
    '(Deleted)',
    '[Repealed]',
    '（删除）',
    '（民國一百年一月一日刪除）',
  ])('%s is', (text) => {
    expect(isRepealed(text)).toBe(true);
  });

  it.each(['本法施行後國民工役法廢止之。', '', '應刪除', 'Records shall be deleted.'])('%j is not', (text) => {
    expect(isRepealed(text)).toBe(false);
  });
});
