import { describe, expect, it } from 'vitest';
import { estimateTokens, usageOf } from './tokens.js';

describe('estimateTokens', () => {
  it.each([
    ['', 0],
    ['著作權？', 4],
    ['May an employer withhold wages?', 11],
    ['依TRIPS第9條', 5],
  ])('takes %j for %i tokens', (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });
});

describe('usageOf', () => {
  const guess = { inputTokens: 70, outputTokens: 30 };

  it.each([
    ['all counts', { input: 100, output: 50, total: 150 }, { inputTokens: 100, outputTokens: 50 }],
    ['reasoning in the total alone', { input: 100, output: 20, total: 450 }, { inputTokens: 100, outputTokens: 350 }],
    ['no total', { input: 100, output: 50 }, { inputTokens: 100, outputTokens: 50 }],
    ['no output', { input: 100, total: 150 }, { inputTokens: 100, outputTokens: 50 }],
    ['no input', { output: 50, total: 150 }, { inputTokens: 100, outputTokens: 50 }],
    ['the total alone', { total: 150 }, { inputTokens: 70, outputTokens: 80, estimated: true }],
    ['a small total alone', { total: 50 }, { inputTokens: 50, outputTokens: 0, estimated: true }],
    ['the input alone', { input: 100 }, { inputTokens: 100, outputTokens: 30, estimated: true }],
    ['the output alone', { output: 50 }, { inputTokens: 70, outputTokens: 50, estimated: true }],
    ['nothing', {}, { inputTokens: 70, outputTokens: 30, estimated: true }],
  ])('tells the usage from %s', (_, counts, usage) => {
    expect(usageOf(counts, guess)).toEqual(usage);
  });
});
