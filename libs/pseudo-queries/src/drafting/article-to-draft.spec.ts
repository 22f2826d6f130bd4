import { describe, expect, it } from 'vitest';
import { anArticleNode } from '../testing/an-article.js';
import { articlesToDraft } from './article-to-draft.js';

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
