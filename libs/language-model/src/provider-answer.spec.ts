import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerOfGemini, answerOfOpenAi, type ProviderAnswer, readAnswer } from './provider-answer.js';

const schema = z.object({ number: z.number() });
const asked = { model: 'fake/model', prompt: { system: '問', user: '題' }, longestReplyTokens: 100, schema };
const json = '{"number":1}';

const choice = (message: object, more: object = {}) => ({ choices: [{ message, finish_reason: 'stop', ...more }] });
const candidate = (finishReason: string | undefined, ...parts: object[]) => ({
  candidates: [{ content: { role: 'model', parts }, ...(finishReason !== undefined && { finishReason }) }],
});
const openAi = (body: object | string) => answerOfOpenAi(typeof body === 'string' ? body : JSON.stringify(body));
const gemini = (body: object | string) => answerOfGemini(typeof body === 'string' ? body : JSON.stringify(body));

function read(answer: ProviderAnswer | undefined) {
  if (!answer) throw new Error('There is no answer.');
  return readAnswer(answer, asked);
}

function failureOf(answer: ProviderAnswer | undefined): unknown {
  try {
    return read(answer);
  } catch (thrown) {
    return thrown;
  }
}

const thought = '{"number":9}';
const stream = [
  { choices: [{ delta: { role: 'assistant', content: '' }, finish_reason: null }] },
  { choices: [{ delta: { reasoning_content: thought } }] },
  { choices: [{ delta: { content: '{"num' } }] },
  { choices: [{ delta: { content: 'ber":1}' } }] },
  { choices: [{ delta: {}, finish_reason: 'stop' }] },
  { choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } },
];

describe('answerOfOpenAi', () => {
  it.each([
    ['a string', choice({ content: json })],
    [
      'parts',
      choice({
        content: [
          { type: 'text', text: '{"num' },
          { type: 'output_text', text: 'ber":1}' },
        ],
      }),
    ],
    ['parts that are strings', choice({ content: ['{"num', 'ber":1}'] })],
    [
      'a thinking part',
      choice({
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: thought }] },
          { type: 'text', text: json },
        ],
      }),
    ],
    ['reasoning_content', choice({ content: json, reasoning_content: thought })],
    ['reasoning', choice({ content: json, reasoning: thought, reasoning_details: [{ text: thought }] })],
    [
      'a tool call',
      choice({ content: null, tool_calls: [{ type: 'function', function: { name: 'reply', arguments: json } }] }),
    ],
    [
      'the arguments of a tool call as an object',
      choice({ content: null, tool_calls: [{ function: { name: 'reply', arguments: { number: 1 } } }] }),
    ],
    ['a function call', choice({ content: null, function_call: { name: 'reply', arguments: json } })],
    ['the value in place of its text', choice({ content: { number: 1 } })],
    ['an envelope', { code: 200, msg: 'ok', data: choice({ content: json }) }],
    ['one part without a list', choice({ content: { type: 'text', text: json } })],
    ['the answer where reasoning was due', choice({ content: null, reasoning_content: json })],
    ['the answer where reasoning was due, beside an empty text', choice({ content: '\n', reasoning: json })],
    ['a text completion', { choices: [{ text: json, finish_reason: 'stop' }] }],
    ['an array', [choice({ content: json })]],
    ['an error that says nothing', { ...choice({ content: json }), error: { message: '', code: null } }],
    ['no usage', { ...choice({ content: json }), usage: null }],
    ['usage of another shape', { ...choice({ content: json }), usage: 'free' }],
    ['an event stream', `${stream.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')}data: [DONE]\n\n`],
    [
      'comments that keep the connection',
      `\n: keep-alive\n\n: keep-alive\n${JSON.stringify(choice({ content: json }))}`,
    ],
  ])('reads %s', (_, body) => {
    expect(read(openAi(body)).value).toEqual({ number: 1 });
  });

  it.each(['stop', 'eos', 'end_turn', 'STOP', 'completed', 'stop_sequence', 'tool_calls', '', null, undefined, 7])(
    'takes %j for a normal end',
    (word) => {
      expect(read(openAi(choice({ content: json }, { finish_reason: word }))).value).toEqual({ number: 1 });
    },
  );

  it.each([
    ['reasoning around JSON', { content: '', reasoning_content: `Let me see: ${thought}` }],
    ['reasoning of which the end is missing', { content: '', reasoning_content: '{"number":9' }],
    ['a word', { content: '', reasoning_content: '9' }],
    ['thoughts that are JSON', { content: [{ type: 'thinking', text: thought }] }],
    ['reasoning beside a text that is no answer', { content: 'No.', reasoning_content: thought }],
  ])('never takes %s for the answer', (_, message) => {
    expect(failureOf(openAi(choice(message)))).toMatchObject({ fault: 'it is not JSON, or is cut short.' });
  });

  it('never takes an answer where reasoning was due that was cut or refused', () => {
    const cut = choice({ content: '', reasoning_content: json }, { finish_reason: 'length' });
    expect(failureOf(openAi(cut))).toMatchObject({ isCut: true });
  });

  it('counts the tokens of reasoning that nobody counted', () => {
    const { usage } = read(openAi(choice({ content: json, reasoning_content: '想'.repeat(50) })));
    expect(usage).toEqual({ inputTokens: 2, outputTokens: 54, estimated: true });
  });

  it.each([
    [
      { prompt_tokens: 100, completion_tokens: null, total_tokens: 150 },
      { inputTokens: 100, outputTokens: 50 },
    ],
    [
      { prompt_tokens: 100, total_tokens: 150 },
      { inputTokens: 100, outputTokens: 50 },
    ],
    [
      { prompt_tokens: '100', completion_tokens: '50' },
      { inputTokens: 100, outputTokens: 50 },
    ],
    [
      { input_tokens: 100, output_tokens: 50 },
      { inputTokens: 100, outputTokens: 50 },
    ],
    [
      { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
      { inputTokens: 2, outputTokens: 4, estimated: true },
    ],
    [
      { prompt_tokens: 40, completion_tokens: 0, total_tokens: 40 },
      { inputTokens: 40, outputTokens: 4, estimated: true },
    ],
    [
      { prompt_tokens: 99.5, completion_tokens: 50 },
      { inputTokens: 100, outputTokens: 50 },
    ],
    [{ prompt_tokens: 100 }, { inputTokens: 100, outputTokens: 4, estimated: true }],
    [{ prompt_tokens: -1 }, { inputTokens: 2, outputTokens: 4, estimated: true }],
    [{}, { inputTokens: 2, outputTokens: 4, estimated: true }],
  ])('keeps the reply whose usage is %j', (usage, tokens) => {
    expect(read(openAi({ ...choice({ content: json }), usage }))).toMatchObject({
      value: { number: 1 },
      usage: tokens,
    });
  });

  it.each([
    ['length', { fault: 'it was cut after 100 tokens.', isCut: true }],
    ['MAX_TOKENS', { fault: 'it was cut after 100 tokens.', isCut: true }],
    ['model_length', { fault: 'it was cut after 100 tokens.', isCut: true }],
    ['content_filter', { code: 'language-model-text-refused', detail: 'its reply ended with content_filter.' }],
    ['sensitive', { code: 'language-model-text-refused' }],
    ['insufficient_system_resource', { code: 'language-model-unavailable', retryable: true, mayBeCharged: true }],
    ['error', { code: 'language-model-unavailable', retryable: true }],
  ])('knows what ended with %s, whole as it may look', (word, facts) => {
    expect(failureOf(openAi(choice({ content: json }, { finish_reason: word })))).toMatchObject(facts);
  });

  it('knows a refusal in words', () => {
    expect(failureOf(openAi(choice({ content: null, refusal: 'No.' })))).toMatchObject({
      code: 'language-model-text-refused',
      message: 'fake/model refuses this text: it answered with a refusal: No.',
      reply: { usage: { estimated: true } },
    });
  });

  it.each([
    '',
    'null',
    '{}',
    '{"choices":[]}',
    '{"error":{"message":"overloaded"}}',
    '<html></html>',
    'data: [DONE]',
    '{"choices":[{"error":{"code":502}}]}',
  ])('finds no answer in %j', (body) => {
    expect(answerOfOpenAi(body)).toBeUndefined();
  });
});

describe('answerOfGemini', () => {
  it.each([
    ['parts', candidate('STOP', { text: '{"num' }, { text: 'ber":1}' })],
    [
      'thoughts',
      candidate('STOP', { text: `**Planning** ${thought}`, thought: true }, { text: json, thoughtSignature: 'x' }),
    ],
    ['an unknown end', candidate('FINISH_REASON_UNSPECIFIED', { text: json })],
    ['no word for the end', candidate(undefined, { text: json })],
    ['chunks', [candidate(undefined, { text: '{"num' }), candidate('STOP', { text: 'ber":1}' })]],
    ['an event stream', `data: ${JSON.stringify(candidate('STOP', { text: json }))}\r\n\r\n`],
  ])('reads %s', (_, body) => {
    expect(read(gemini(body)).value).toEqual({ number: 1 });
  });

  it.each([
    [
      { promptTokenCount: 100, candidatesTokenCount: 50, thoughtsTokenCount: 400, totalTokenCount: 550 },
      { inputTokens: 100, outputTokens: 450 },
    ],
    [
      { promptTokenCount: 100, candidatesTokenCount: 20, totalTokenCount: 450 },
      { inputTokens: 100, outputTokens: 350 },
    ],
    [{ totalTokenCount: 150 }, { inputTokens: 2, outputTokens: 148, estimated: true }],
  ])('counts %j', (usageMetadata, usage) => {
    expect(read(gemini({ ...candidate('STOP', { text: json }), usageMetadata })).usage).toEqual(usage);
  });

  it.each([
    [candidate('MAX_TOKENS', { text: '{"a' }), { fault: 'it was cut after 100 tokens.', isCut: true }],
    [candidate('SAFETY'), { code: 'language-model-text-refused', detail: 'its reply ended with SAFETY.' }],
    [candidate('RECITATION', { text: json }), { code: 'language-model-text-refused' }],
    [
      { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } },
      { code: 'language-model-text-refused', detail: expect.stringContaining('PROHIBITED_CONTENT') as string },
    ],
  ])('refuses a reply that was cut or blocked: %j', (body, facts) => {
    expect(failureOf(gemini(body))).toMatchObject(facts);
  });

  it('finds no answer in a stream that an error ends', () => {
    const events = [
      candidate(undefined, { text: json }),
      { error: { code: 503, message: 'The model is overloaded.' } },
    ];
    expect(gemini(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''))).toBeUndefined();
  });

  it.each(['{}', '{"candidates":"none"}', '[]', '<html>'])('finds no answer in %j', (body) => {
    expect(answerOfGemini(body)).toBeUndefined();
  });
});
