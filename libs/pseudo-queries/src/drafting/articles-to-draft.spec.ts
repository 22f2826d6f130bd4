import { describe, expect, it } from 'vitest';
import { anArticleNode } from '../testing/bank-answers.js';
import { articlesToDraft, definitionsIn, definitionsUsedBy } from './articles-to-draft.js';

const statute = [
  anArticleNode({ number: '1', headingPath: ['第一章'], text: '一、著作：指創作。' }),
  anArticleNode({ number: '2', headingPath: ['第二章', '第一節'], text: '著作。' }),
  anArticleNode({ number: '3', headingPath: ['第二章', '第二節'], text: '著作之散布。' }),
  anArticleNode({ number: '4', headingPath: ['第二章', '第二節'], text: '其他。' }),
  anArticleNode({ number: '5', headingPath: ['第三章'], text: '罰則。' }),
];

describe('articlesToDraft', () => {
  it('gives each wanted article the headings around it, nearest first, and the definitions it uses', () => {
    const drafts = articlesToDraft(statute, new Set(['J0070017:3', 'J0070017:1']));
    expect(
      drafts.map(({ node, nearbyHeadings, definitions }) => [node.number, nearbyHeadings, definitions.length]),
    ).toEqual([
      ['1', ['第二章 第一節', '第二章 第二節'], 0],
      ['3', ['第二章 第一節', '第一章', '第三章'], 1],
    ]);
  });
});

const termsIn = (text: string) => definitionsIn([{ id: 'a:3', text }]).map(({ term, meaning }) => [term, meaning]);

describe('definitionsIn', () => {
  it('reads lists of definitions', () => {
    expect(
      termsIn('本法用詞，定義如下：\n一、著作：指屬於文學、科學之創作。\n十二、散布：指將著作流通。但不在此限。'),
    ).toEqual([
      ['著作', '指屬於文學、科學之創作'],
      ['散布', '指將著作流通'],
    ]);
  });

  it('reads single ones, in both scripts', () => {
    expect(termsIn('本法所稱雇主，指僱用勞工之事業主。')).toEqual([['雇主', '指僱用勞工之事業主']]);
    expect(termsIn('本条例所称产业，系指农业及工业。')).toEqual([['产业', '系指农业及工业']]);
    expect(termsIn('前項所稱同意，指書面同意。')).toEqual([]);
  });

  it('reads English ones', () => {
    expect(termsIn('1."Work" means a creation.\n2.“Author” refers to a person; and so on.')).toEqual([
      ['Work', 'means a creation'],
      ['Author', 'refers to a person'],
    ]);
  });

  it('cuts long meanings', () => {
    expect(termsIn(`本法所稱礦業，指${'礦'.repeat(500)}。`)[0]?.[1]).toHaveLength(161);
  });
});

describe('definitionsUsedBy', () => {
  const definitions = definitionsIn([
    { id: 'a:3', text: '一、著作：指創作。\n二、公開播送：指傳達。\n三、散布：指流通。' },
  ]);

  it('takes those whose word stands in the text', () => {
    const used = definitionsUsedBy({ id: 'a:24', text: '著作人專有公開播送其著作之權利。' }, definitions);
    expect(used.map(({ term }) => term)).toEqual(['公開播送', '著作']);
  });

  it('leaves out those that the article makes itself', () => {
    expect(definitionsUsedBy({ id: 'a:3', text: '著作、散布' }, definitions)).toEqual([]);
  });
});
