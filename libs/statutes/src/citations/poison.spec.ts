import { describe, expect, it } from 'vitest';
import { citationReader } from './citation-reader.js';
import { statuteTitles } from './statute-titles.js';

const order = Array.from({ length: 5000 }, (_, index) => String(index + 1));

/** What article 1 of a statute of 5,000 articles cites, with this text. */
function citationsIn(text: string, titles = statuteTitles([{ id: 'OTH', title: '別法' }])) {
  const articles = order.map((number) => ({ number, text: number === '1' ? text : '甲。' }));
  return citationReader({ id: 'OWN', title: '甲法', language: 'zh-Hant', articles }, titles).read('1');
}

describe('texts that stand for far more than they say', () => {
  it.each([
    ['a range of all articles', '依第一條至第五千條規定辦理。'],
    ['a range in one word', '依第一至第五千條規定辦理。'],
    ['a range, and the same article again and again', '第一至第五千條。同條第一項、同條第二項。'],
    ['a range of another statute', '依別法第一條至第四百九十九條規定辦理。'],
    ['a range of subnumbers', '依別法第一條之一至第一條之四百規定辦理。'],
    ['all paragraphs of articles', '依第一條第一項至第六十項及各該項規定。'],
    ['a list, and each of it', '第一條、第二條、第三條。各該條。各該條。各該條。'],
  ])('%s, a thousand times, has targets in proportion to the text; what is left out is counted', (_name, sentence) => {
    const text = sentence.repeat(1000);
    const citations = citationsIn(text);
    const targets = citations.reduce((sum, citation) => sum + citation.targets.length, 0);
    expect(citations.length).toBeGreaterThan(0);
    expect(targets).toBeLessThan(text.length * 2);
  });

  it('a range that the text has room for is whole, one that it has not is its ends, counted', () => {
    const [small] = citationsIn('第一條至第一百條。');
    expect([small?.targets.length, small?.leftOut]).toEqual([100, undefined]);
    const [large] = citationsIn('第一條至第五千條。');
    expect(large?.targets.map(({ article }) => article)).toEqual(['1', '5000']);
    expect(large?.leftOut).toBe(5000);
  });

  it('titles without end name nothing, and cost nothing', () => {
    const titles = statuteTitles([
      { id: 'LONG', title: `${'甲'.repeat(10_000)}法` },
      { id: 'OTH', title: '別法' },
    ]);
    expect(titles.mayStartWith('甲'.charCodeAt(0))).toBe(false);
    expect(citationsIn('依別法第二條。', titles)).toMatchObject([{ targets: [{ id: 'OTH:2' }] }]);
  });

  it('of 100,000 statutes of one title one is cited, once a mention', () => {
    const titles = statuteTitles(Array.from({ length: 100_000 }, (_, index) => ({ id: `S${index}`, title: '別法' })));
    const targets = citationsIn('依別法第二條。'.repeat(1000), titles).flatMap((citation) => citation.targets);
    expect(targets.length).toBe(1000);
  });
});
