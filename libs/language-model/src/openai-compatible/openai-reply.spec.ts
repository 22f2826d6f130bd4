import { describe, expect, it } from 'vitest';
import { replyOfOpenAi } from './openai-reply.js';

const prompt = { system: '問', user: '題', longestReplyTokens: 100 };
const response = (finishReason: string | null, message: object = { content: '{}' }) => ({
  choices: [{ message, finish_reason: finishReason }],
});

describe('replyOfOpenAi', () => {
  it('estimates the tokens of a server that does not count, and says so', () => {
    const { usage } = replyOfOpenAi('openai-compatible/x', prompt, response('stop', { content: '著作權？' }));
    expect(usage).toEqual({ inputTokens: 2, outputTokens: 4, estimated: true });
  });

  it.each([
    [response('length'), 'it was cut after 100 tokens.'],
    [response('content_filter'), 'it ended with content_filter.'],
    [response('stop', { content: null, refusal: 'No.' }), 'it ended with a refusal.'],
  ])('refuses a reply that was cut or refused: %j', (body, fault) => {
    expect(() => replyOfOpenAi('openai-compatible/x', prompt, body)).toThrow(fault);
  });

  it.each([undefined, {}, { choices: [] }, { error: { message: 'overloaded' } }])(
    'does not take %j for a reply',
    (body) => {
      expect(() => replyOfOpenAi('openai-compatible/x', prompt, body)).toThrow('not a chat completion');
    },
  );
});
