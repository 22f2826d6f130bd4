import { anArticle } from '@lexhop/retrieval/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSentence } from './check-sentence.js';

const text = '擅自以重製之方法侵害他人之著作財產權者，處三年以下有期徒刑、拘役，或科或併科新臺幣七十五萬元以下罰金。';
const penal = anArticle({ statuteId: 'J0070017', number: '91', text });
const fair = anArticle({
  statuteId: 'J0070017',
  number: '52',
  text: '為報導、評論、教學、研究或其他正當目的之必要，在合理範圍內，得引用已公開發表之著作。',
});
const ground = {
  query: '我抄了 3 天的書會怎樣？',
  articles: new Map([penal, fair].map((article) => [article.id, article])),
};
const check = (written: string, ...citations: readonly (readonly [string, string])[]) =>
  checkSentence({ text: written, citations: citations.map(([article, quote]) => ({ article, quote })) }, ground);

describe('checkSentence', () => {
  it.each([
    ['as it stands', '處三年以下有期徒刑'],
    ['across punctuation and spaces', '侵害他人之著作財產權者 處三年以下有期徒刑'],
    ['in the other script', '侵害他人之著作财产权者'],
    ['with what is between left out', '擅自以重製之方法……處三年以下有期徒刑'],
  ])('holds a quote %s', (_, quote) => {
    const sentence = check('最重可處三年有期徒刑。', ['J0070017:91', quote]);
    expect(sentence).toEqual({
      text: '最重可處三年有期徒刑。',
      citations: [{ article: 'J0070017:91', quote }],
      supported: true,
    });
  });

  it.each([
    ['nothing', [], 'no-citation'],
    ['an article that was not given', [['J0070017:99', '處三年以下有期徒刑']], 'article-not-given'],
    ['words that do not stand there', [['J0070017:91', '處五年以下有期徒刑']], 'quote-not-found'],
    ['words of another article', [['J0070017:52', '處三年以下有期徒刑']], 'quote-not-found'],
    ['parts in another order', [['J0070017:91', '處三年以下…擅自以重製之方法']], 'quote-not-found'],
    ['words too few to say anything', [['J0070017:91', '之']], 'quote-not-found'],
    ['words too few between ellipses', [['J0070017:91', '他人之著作…處…罰金']], 'quote-not-found'],
  ] as const)('does not support a sentence that cites %s', (_, citations, fault) => {
    expect(check('最重可處三年有期徒刑。', ...citations)).toMatchObject({ supported: false, fault, citations: [] });
  });

  it('keeps the citations that hold, and names the article of a cited paragraph', () => {
    const sentence = check(
      '可引用。',
      ['J0070017:52#1', '得引用已公開發表之著作'],
      ['J0070017:91', '得引用已公開發表之著作'],
    );
    expect(sentence).toMatchObject({ supported: true, citations: [{ article: 'J0070017:52' }] });
  });

  it.each([
    ['最重可處五年有期徒刑。', 'figure-not-found'],
    ['最重可科 75 萬元罰金。', undefined],
    ['抄了 3 天也一樣會受罰。', undefined],
    ['法律稱為「擅自以重製之方法侵害」。', undefined],
    ['法律稱為「惡意且重大之重製行為」。', 'quote-not-found'],
    ['最重可處三個月有期徒刑。', 'figure-not-found'],
    ['最重可科 NT$750,000 罰金。', undefined],
    ['依第 52 條仍得引用。', undefined],
    ['依民法第184條，亦得請求賠償。', 'article-not-given'],
    ['Article 184 applies, too.', 'article-not-given'],
    ['依第 91-1 條，亦同。', 'article-not-given'],
    ['第52條之參考如此，共有三條。', undefined],
  ])('holds %s to what its articles and the query say', (sentence, fault) => {
    expect(check(sentence, ['J0070017:91', '處三年以下有期徒刑']).fault).toBe(fault);
  });

  it('takes the marks that a model writes itself off the text', () => {
    for (const mark of ['[J0070017:91]', '［J0070017：91］'])
      expect(check(`會受罰${mark}。\n`, ['J0070017:91', '處三年以下有期徒刑']).text).toBe('會受罰。');
  });

  it('supports a sentence by any run of characters of an article, and by none that is not in it', () => {
    const letters = Array.from(text);
    fc.assert(
      fc.property(
        fc.nat(letters.length - 8),
        fc.integer({ min: 8, max: 20 }),
        fc.boolean(),
        (start, length, isForged) => {
          const quote = letters.slice(start, start + length).join('');
          const forged = `${quote.slice(0, 4)}偽${quote.slice(4)}`;
          expect(check('會受罰。', ['J0070017:91', isForged ? forged : quote]).supported).toBe(!isForged);
        },
      ),
    );
  });
});
