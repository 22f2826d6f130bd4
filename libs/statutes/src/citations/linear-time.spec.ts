import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someTitles } from '../testing/statutes-for-tests.js';
import { chineseLexer } from './chinese-lexer.js';
import { chineseMentions } from './chinese-mentions.js';
import { traditionalScript } from './chinese-places.js';
import { citationReader } from './citation-reader.js';
import { lexEnglish } from './english-lexer.js';
import { englishMentions } from './english-mentions.js';

const lex = chineseLexer(traditionalScript);

const chineseWords = fc.constantFrom(
  ...'第 一 十 千 條 項 款 之 、 及 或 至 ， 。 ； \n （ ） ( ) 「 」 前 前二 次 本 同 該 各 各該 其 準用 民法 中華民國 刑法 本法 同法 以下簡稱 稱 施行細則 條例 罪章 附表 甲 台 臺 廿 1 １ -'.split(
    / /,
  ),
);
const englishWords = fc.constantFrom(
  ...'Article Articles paragraph paragraphs subparagraph 1 2 30-1 , and or to through of in the preceding two this Act Civil Code Convention same . ; mutatis mutandis The'.split(
    ' ',
  ),
);

const chineseText = fc.array(chineseWords, { maxLength: 200 }).map((words) => words.join(''));
const englishText = fc.array(englishWords, { maxLength: 200 }).map((words) => words.join(' '));

/** What makes naive readers slow: openings that never close, lists and ranges without end, one title inside the other. */
const repeated = [
  '第',
  '第一',
  '第一、',
  '第一條、',
  '第一條至',
  '前',
  '前二',
  '（',
  '（以下簡稱',
  '（甲，',
  '民',
  '民法',
  '民法第',
  '同法',
  '第一項、',
  '準用',
  '準用第一條、',
  '各該條',
  '第一條第一項至',
  '中華民國',
  '第一條之',
  '臺灣',
  '第十條之甲罪、',
  '本法',
];

describe('the time to read a text', () => {
  it('is at most one bounded look per character, one token per look and one mention per token', () => {
    fc.assert(
      fc.property(chineseText, (text) => {
        const { tokens, windows } = lex(text, someTitles);
        expect(windows).toBeLessThanOrEqual(text.length);
        expect(tokens.length).toBeLessThanOrEqual(windows);
        expect(chineseMentions(text, tokens).length).toBeLessThanOrEqual(tokens.length);
      }),
    );
    fc.assert(
      fc.property(englishText, (text) => {
        const { tokens, windows } = lexEnglish(text, someTitles);
        expect(windows).toBeLessThanOrEqual(text.length);
        expect(tokens.length).toBeLessThanOrEqual(windows);
        expect(englishMentions(text, tokens, 'OWN').length).toBeLessThanOrEqual(tokens.length + 1);
      }),
    );
  });

  it.each(repeated)('doubles at most when 「%s」 is repeated twice as often', (words) => {
    const [once, twice] = [500, 1000].map((count) => lex(words.repeat(count), someTitles).windows);
    expect(twice).toBeLessThanOrEqual(2 * (once ?? 0) + 2);
  });

  it.each(repeated)('does not let the targets of 「%s」 grow faster than the text', (words) => {
    const [once, twice] = [200, 400].map((count) => targetCount(words.repeat(count)));
    expect(twice).toBeLessThanOrEqual(2 * (once ?? 0) + 200);
  });
});

function targetCount(text: string): number {
  const articles = [
    { number: '1', text: '甲' },
    { number: '2', text },
  ];
  const reader = citationReader({ id: 'OWN', title: '甲法', language: 'zh-Hant', articles }, someTitles);
  return reader.read('2').reduce((sum, { targets }) => sum + targets.length, 0);
}

describe('the citations of any text', () => {
  it('stand in its order, apart from each other, and are the same every time', () => {
    fc.assert(
      fc.property(fc.oneof(chineseText, englishText), fc.boolean(), (text, chinese) => {
        const language = chinese ? 'zh-Hant' : 'en';
        const statute = { id: 'OWN', title: '甲法', language, articles: [{ number: '1', text }] } as const;
        const citations = citationReader(statute, someTitles).read('1');
        let end = 0;
        for (const { span, targets } of citations) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          expect(new Set(targets.map(({ id }) => id)).size).toBe(targets.length);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
        expect(citationReader(statute, someTitles).read('1')).toEqual(citations);
      }),
      { numRuns: 300 },
    );
  });
});
