import { describe, expect, it } from 'vitest';
import { figuresIn } from './figures.js';

describe('figuresIn', () => {
  it.each([
    ['處六月以上五年以下有期徒刑', ['5 year', '6 month']],
    ['6 months to 5 years', ['5 year', '6 month']],
    ['得併科新臺幣二十萬元以上二百萬元以下罰金', ['200000 money', '2000000 money']],
    ['NT$ 20萬元、1,500,000 元', ['200000 money', '1500000 money']],
    ['NT$500,000, i.e. 500,000 New Taiwan Dollars', ['500000 money']],
    ['處罰金50萬，或三萬至十五萬元', ['500000 money', '30000 money', '150000 money']],
    ['罰鍰2百萬元或3千元', ['2000000 money', '3000 money']],
    ['千萬不要，萬一如此', []],
    ['存續於其死亡後五十年', ['50 year']],
    ['三分之二以上同意，佔 1.5%', ['1.5 percent', '2/3']],
    ['百分之五十 or 50 percent', ['50 percent']],
    ['僱用勞工三百人以上，每一人', ['300 persons']],
    ['第五十二條、第 3 年度報告以外', []],
    ['年滿１８歲', ['18 year']],
  ])('of %j are %j', (text, figures) => {
    expect([...figuresIn(text)].toSorted()).toEqual(figures.toSorted());
  });
});
