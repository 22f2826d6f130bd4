import { describe, expect, it } from 'vitest';
import { replyOfGemini } from './gemini-reply.js';

const prompt = { system: '', user: '', longestReplyTokens: 100 };
const candidate = (finishReason: string, ...texts: string[]) => ({
  candidates: [{ content: { parts: texts.map((text) => ({ text })) }, finishReason }],
});

describe('replyOfGemini', () => {
  it('joins the parts of the reply', () => {
    expect(replyOfGemini('gemini/x', prompt, candidate('STOP', '{"a":', '1}')).text).toBe('{"a":1}');
  });

  it('counts reasoning as output', () => {
    const usageMetadata = { promptTokenCount: 100, candidatesTokenCount: 20, totalTokenCount: 450 };
    const { usage } = replyOfGemini('gemini/x', prompt, { ...candidate('STOP', '{}'), usageMetadata });
    expect(usage).toEqual({ inputTokens: 100, outputTokens: 350 });
  });

  it.each([
    [candidate('MAX_TOKENS', '{"a'), 'it was cut after 100 tokens.'],
    [candidate('SAFETY'), 'it ended with SAFETY.'],
    [{ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }, 'it ended with PROHIBITED_CONTENT.'],
    [{}, 'it ended with no candidate.'],
  ])('refuses a reply that was cut or blocked: %j', (response, fault) => {
    expect(() => replyOfGemini('gemini/x', prompt, response)).toThrow(fault);
  });

  it('does not take something else for a reply', () => {
    expect(() => replyOfGemini('gemini/x', prompt, { candidates: 'none' })).toThrow('in a form that is not Gemini’s');
  });
});
