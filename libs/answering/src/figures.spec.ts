import { describe, expect, it } from 'vitest';
import { figuresIn } from './figures.js';

describe('figuresIn', () => {
  it.each([
    ['處六月以上五年以下有期徒刑', ['6', '5']],
    ['6 months to 5 years', ['6', '5']],
    ['得併科新臺幣二十萬元以上二百萬元以下罰金', ['200000', '2000000']],
    ['NT$ 20萬元、1,500,000 元', ['200000', '1500000']],
    ['存續於其死亡後五十年', ['50']],
    ['三分之二以上同意，佔 1.5%', ['1.5', '2/3']],
    ['第五十二條、第 3 年度報告以外', []],
    ['年滿１８歲', ['18']],
  ])('of %j are %j', (text, figures) => {
    expect([...figuresIn(text)]).toEqual(figures);
  });
});
