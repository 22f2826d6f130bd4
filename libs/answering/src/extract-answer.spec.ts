import { anArticle } from '@lexhop/retrieval/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractAnswer, sentencesOf } from './extract-answer.js';

describe('sentencesOf', () => {
  it('reads each item of a list with the words that open it', () => {
    const text = '本法用詞，定義如下：\n一、著作：指屬於文學之創作。\n二、著作人：指創作著作之人。\n前項規定，準用之。';
    expect(sentencesOf(text)).toEqual([
      { text: '本法用詞，定義如下：一、著作：指屬於文學之創作。', quote: '一、著作：指屬於文學之創作。' },
      { text: '本法用詞，定義如下：二、著作人：指創作著作之人。', quote: '二、著作人：指創作著作之人。' },
      { text: '前項規定，準用之。', quote: '前項規定，準用之。' },
    ]);
  });

  it('quotes only what stands in the article', () => {
    const article = fc.string({ unit: fc.constantFrom('法', '。', '；', '：', '\n', '一、', 'a', '. ') });
    fc.assert(
      fc.property(article, (text) => {
        for (const { quote } of sentencesOf(text))
          expect([quote !== '', text]).toEqual([true, expect.stringContaining(quote)]);
      }),
    );
  });
});

describe('extractAnswer', () => {
  const evidence = ['甲得請求損害賠償。其他事項由主管機關定之。', '乙應返還押金。', '本法自公布日施行。'].map(
    (text, index) => {
      return { article: anArticle({ number: String(index + 1), text }), rank: index + 1, shortened: false };
    },
  );

  it('chooses the sentences that say what the query says, in order of the articles', () => {
    expect(extractAnswer(['押金何時返還，可以請求賠償嗎'], evidence)).toEqual([
      { text: '甲得請求損害賠償。', citations: [{ article: 'T1:1', quote: '甲得請求損害賠償。' }], supported: true },
      { text: '乙應返還押金。', citations: [{ article: 'T1:2', quote: '乙應返還押金。' }], supported: true },
    ]);
  });

  it('begins with the best article where no word occurs', () => {
    expect(extractAnswer(['unrelated'], evidence).map(({ text }) => text)).toEqual(['甲得請求損害賠償。']);
  });

  it('takes at most five sentences, two of one article, each as it stands there, and none of articles that were only cited', () => {
    const texts = fc.array(fc.array(fc.constantFrom('押金返還。', '押金賠償。', '賠償。', '施行。')), { minLength: 1 });
    fc.assert(
      fc.property(texts, fc.nat(), (all, cited) => {
        const given = all.map((sentences, index) => ({
          article: anArticle({ number: String(index + 1), text: sentences.join('') }),
          ...(index !== cited % (all.length + 1) && { rank: index + 1 }),
          shortened: false,
        }));
        const answer = extractAnswer(['押金 賠償'], given);
        expect(answer.length).toBeLessThanOrEqual(5);
        for (const { citations } of answer) {
          const source = given.find(({ article }) => article.id === citations[0]?.article);
          expect(source?.rank).toBeDefined();
          expect(source?.article.text).toContain(citations[0]?.quote);
          const same = answer.filter((other) => other.citations[0]?.article === citations[0]?.article);
          expect(same.length).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});
