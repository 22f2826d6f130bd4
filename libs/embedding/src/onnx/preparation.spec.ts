import { describe, expect, it } from 'vitest';
import { type Preparation, preparations } from './model-description.js';

describe('the preparation for bge-small-zh', () => {
  const prepare: Preparation['prepare'] = (text, role) => preparations['t2s-instruction'].prepare(text, role);

  it('converts Traditional Chinese to Simplified, character by character, and leaves the rest alone', () => {
    expect(prepare(' 雇主延長勞工工作時間者，應給付 overtime 工資。', 'passage')).toBe(
      '雇主延长劳工工作时间者，应给付 overtime 工资。',
    );
    expect(prepare('軟體與資訊', 'question')).toBe('软体与资讯');
  });

  it('is the same for Traditional and Simplified', () => {
    expect(prepare('著作權', 'passage')).toBe(prepare('著作权', 'passage'));
  });

  it('puts the instruction before queries against articles, and before nothing else', () => {
    expect(prepare('可以退押金嗎', 'query')).toBe('为这个句子生成表示以用于检索相关文章：可以退押金吗');
    expect(prepare('可以退押金嗎', 'question')).toBe('可以退押金吗');
    expect(prepare('可以退押金嗎', 'passage')).toBe('可以退押金吗');
  });
});

describe('the preparation for BGE-M3', () => {
  it('drops white space at the ends only, whatever the role', () => {
    for (const role of ['query', 'passage', 'question'] as const)
      expect(preparations.trim.prepare(' 著作 權\n', role)).toBe('著作 權');
  });
});
