import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../words/use-words.js';
import { namesOf } from '../../articles/article-names.js';
import { tellStep } from './tell-path.js';
import type { PathStep } from './use-answers.js';

const article = { statuteId: 'J0070017', statuteTitle: '著作權法' };
const step = (kind: PathStep['edge']['kind'], direction: 'out' | 'in'): PathStep => {
  return { from: 'J0070017:52', score: 0.5, weight: 0.375, edge: { id: 'e', kind, direction, text: '何謂合理使用？' } };
};

describe('a path in words', () => {
  it.each([
    ['zh-Hant', 'question', 'out', '著作權法第 52 條引出「何謂合理使用？」，本條能回答。'],
    ['zh-Hant', 'citation', 'in', '本條引用著作權法第 52 條：「何謂合理使用？」。'],
    ['en', 'question', 'in', 'This article raises “何謂合理使用？”, which 著作權法 art. 52 answers.'],
    ['en', 'citation', 'out', '著作權法 art. 52 cites this article: “何謂合理使用？”.'],
  ] as const)('in %s, a %s edge %s: %s', (language, kind, direction, sentence) => {
    const words = wordsOf(language);
    expect(tellStep(step(kind, direction), namesOf([article], words), words)).toBe(sentence);
  });
});
