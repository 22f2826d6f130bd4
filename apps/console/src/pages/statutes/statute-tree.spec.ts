// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { headingsOf, treeOf } from './statute-tree.js';

const article = (...headingPath: string[]) => ({ headingPath });

it('a heading begins at the first article under it, and again under another chapter', () => {
  const articles = [
    article(),
    article('第一章'),
    article('第一章'),
    article('第二章', '第一節'),
    article('第二章', '第二節'),
    article('第三章', '第一節'),
  ];
  const begins = headingsOf(articles).map((each) => each.begins.map(({ text, depth }) => `${depth} ${text}`));
  expect(begins).toEqual([[], ['0 第一章'], [], ['0 第二章', '1 第一節'], ['1 第二節'], ['0 第三章', '1 第一節']]);
});

it('every heading has a place of its own in the page', () => {
  const articles = [article('第一章', '第一節'), article('第二章', '第一節')];
  const anchors = headingsOf(articles).flatMap(({ begins }) => begins.map(({ anchor }) => anchor));
  expect(new Set(anchors).size).toBe(4);
});

it('the tree holds every article once, under its innermost heading', () => {
  const numbered = (number: string, ...headingPath: string[]) => ({ number, headingPath });
  const tree = treeOf([
    numbered('1', '第一章'),
    numbered('2', '第二章', '第一節'),
    numbered('3', '第二章', '第一節'),
    numbered('4', '第二章', '第二節'),
  ]);
  const told = (parts: ReturnType<typeof treeOf>): unknown =>
    parts.map(({ heading, articles, parts: inner }) => [heading.text, articles, told(inner)]);
  expect(told(tree)).toEqual([
    ['第一章', ['1'], []],
    [
      '第二章',
      [],
      [
        ['第一節', ['2', '3'], []],
        ['第二節', ['4'], []],
      ],
    ],
  ]);
});
