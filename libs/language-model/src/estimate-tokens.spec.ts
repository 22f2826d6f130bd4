import { describe, expect, it } from 'vitest';
import { estimateTokens } from './estimate-tokens.js';

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
