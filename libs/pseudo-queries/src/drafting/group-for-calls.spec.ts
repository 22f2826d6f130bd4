import { describe, expect, it } from 'vitest';
import { anArticleToDraft } from '../testing/an-article.js';
import { groupForCalls } from './group-for-calls.js';

const short = (number: string, language: 'zh-Hant' | 'en' = 'zh-Hant') => ({
  article: anArticleToDraft({ number, language }),
});
const long = (number: string) => ({ article: anArticleToDraft({ number, text: '長'.repeat(401) }) });
const numbers = (calls: ReturnType<typeof groupForCalls>) =>
  calls.map((call) => call.map(({ article }) => article.node.number).join(' '));

describe('groupForCalls', () => {
  it('puts short articles together, up to the setting, in order', () => {
    const asked = ['1', '2', '3', '4', '5'].map((number) => short(number));
    expect(numbers(groupForCalls(asked, 2))).toEqual(['1 2', '3 4', '5']);
    expect(numbers(groupForCalls(asked, 1))).toEqual(['1', '2', '3', '4', '5']);
  });

  it('asks for long articles alone', () => {
    expect(numbers(groupForCalls([short('1'), long('2'), short('3'), short('4')], 5))).toEqual(['1', '2', '3 4']);
  });

  it('never mixes languages in one call', () => {
    expect(numbers(groupForCalls([short('1'), short('2', 'en'), short('3', 'en')], 5))).toEqual(['1', '2 3']);
  });
});
