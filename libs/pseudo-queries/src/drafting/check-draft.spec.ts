import { describe, expect, it } from 'vitest';
import { anArticleNode } from '../testing/bank-answers.js';
import { checkDraft, convertDraft, type DraftedArticle } from './check-draft.js';

const node = anArticleNode();
const good: DraftedArticle = {
  id: node.id,
  lay: ['為什麼要保護寫書的人？'],
  legal: ['著作權法之立法目的為何？'],
  outgoing: ['著作權包含哪些權利？', '何謂合理使用？', '侵害著作權如何賠償？', '主管機關是誰？'],
};
const faultsOf = (changes: Partial<DraftedArticle>, article = node) =>
  checkDraft({ ...good, ...changes }, article).faults.map(({ code, detail }) => [code, detail]);

describe('checkDraft', () => {
  it('passes a good draft, lay before legal', () => {
    expect(checkDraft(good, node)).toEqual({
      incoming: [...good.lay, ...good.legal],
      outgoing: good.outgoing,
      dropped: [],
      converted: 0,
      faults: [],
    });
  });

  it('drops what is unsound, and is content with what is left', () => {
    const checked = checkDraft({ ...good, outgoing: [...good.outgoing, '前項規定為何？', '這不是問句。'] }, node);
    expect(checked.outgoing).toEqual(good.outgoing);
    expect(checked.faults).toEqual([]);
    expect(checked.dropped).toEqual([
      { code: 'not-self-contained', detail: '前項規定為何？' },
      { code: 'not-a-question', detail: '這不是問句。' },
    ]);
  });

  it('counts a question once, however often it is asked, in whatever list', () => {
    expect(faultsOf({ outgoing: ['一？', '一?', ' 一？', '二？', '三？'].map((text) => `第${text}`) })).toEqual([
      ['few-outgoing', '3'],
    ]);
    expect(faultsOf({ legal: good.lay })).toEqual([['few-incoming', '1']]);
    expect(faultsOf({ outgoing: [...good.outgoing.slice(0, 3), ...good.lay] })).toEqual([['few-outgoing', '3']]);
  });

  it('takes numbers, labels and Markdown off the questions', () => {
    const checked = checkDraft(
      {
        ...good,
        lay: ['1. 為什麼要保護寫書的人？'],
        legal: ['**Q1：** 著作權法之立法目的為何？'],
        outgoing: good.outgoing.map((question, place) => `（${'一二三四'[place] ?? ''}）${question}`),
      },
      node,
    );
    expect(checked).toMatchObject({ incoming: [...good.lay, ...good.legal], outgoing: good.outgoing, faults: [] });
  });

  it('wants one lay and one legal question at least', () => {
    expect(faultsOf({ lay: [], legal: ['立法目的為何？', '著作權之意義為何？'] })).toEqual([['few-lay', '0']]);
    expect(faultsOf({ legal: [] })).toEqual([
      ['few-legal', '0'],
      ['few-incoming', '1'],
    ]);
  });

  it('refuses a draft that has nothing to do with a text long enough to tell', () => {
    const article = anArticleNode({
      text: '雇主不得預扣勞工工資作為違約金。'.repeat(4),
      statuteTitle: '勞動基準法',
    });
    expect(faultsOf({}, article)).toMatchObject([['about-another', expect.stringContaining('為什麼要保護寫書的人？')]]);
    expect(faultsOf({}, anArticleNode({ text: '準用之。', statuteTitle: '勞動基準法' }))).toEqual([]);
  });
});

describe('convertDraft', () => {
  it('converts what is in the other Chinese script, and counts it', () => {
    const simplified = { ...good, lay: ['为什么要保护写书的人？'], legal: ['著作权法的立法目的是什么？'] };
    const converted = convertDraft(simplified, node);
    expect(converted).toEqual({
      ...good,
      lay: ['為什麼要保護寫書的人？'],
      legal: ['著作權法的立法目的是什麼？'],
      converted: 2,
    });
    expect(converted && checkDraft(converted, node)).toMatchObject({ converted: 2, faults: [] });
  });

  it('has nothing to convert in another language, or in the script of the article', () => {
    expect(convertDraft(good, node)).toBeUndefined();
    expect(convertDraft({ ...good, lay: ['Why are authors protected?'] }, node)).toBeUndefined();
    expect(convertDraft(good, { ...node, language: 'en' })).toBeUndefined();
  });
});
