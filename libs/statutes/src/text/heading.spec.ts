import { expect, it } from 'vitest';
import { headingOf } from './heading.js';

it.each([
  ['第 一 章 總則', '第一章 總則'],
  ['第 三 章 著作人及著作權', '第三章 著作人及著作權'],
  ['第 四 節之一 權利', '第四節之一 權利'],
  ['附則', '附則'],
])('the heading %s is shown as %s', (heading, shown) => expect(headingOf(heading)).toBe(shown));
