import { estimateTokens } from '../tokens.js';
import type { SimulatedRequest } from './simulated-wire.js';

/** How one provider refuses and replies on the wire, by the words of its documentation and of the errors that its users report. */
export interface ProviderShape {
  readonly name: string;
  /** A model as the provider names it. */
  readonly model: string;
  /** Under the provider's origin. */
  readonly path: string;
  /** A refusal of what the provider can't do; undefined for a request that it takes. */
  refuse(request: SimulatedRequest): { readonly status: number; readonly body: unknown } | undefined;
  /** The body of a reply with this text; a string is sent as it is. */
  reply(text: string, request: SimulatedRequest): unknown;
}

const structureOf = ({ body }: SimulatedRequest): unknown =>
  typeof body['response_format'] === 'object' && body['response_format'] !== null && 'type' in body['response_format']
    ? body['response_format'].type
    : undefined;

function completion(message: object, more: { readonly usage?: object | null; readonly [name: string]: unknown } = {}) {
  const { usage, finish_reason: finishReason = 'stop', ...others } = more;
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_764_400_000,
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }],
    ...(usage !== null && { usage: usage ?? { prompt_tokens: 900, completion_tokens: 150, total_tokens: 1050 } }),
    ...others,
  };
}

const draft = '{"articles": [{"id": "draft", "lay": ["這是思考中的草稿嗎？"], "legal": [], "outgoing": []}]}';

/** api-docs.deepseek.com: no json_schema; json_object wants the word "json" in the prompt; reasoning apart; empty lines keep the connection. */
const deepSeek: ProviderShape = {
  name: 'DeepSeek',
  model: 'deepseek-reasoner',
  path: '',
  refuse: (request) => {
    const invalid = (message: string) => ({
      status: 400,
      body: { error: { message, type: 'invalid_request_error', param: null, code: 'invalid_request_error' } },
    });
    if (structureOf(request) === 'json_schema') return invalid('This response_format type is unavailable now');
    const longest = Number(request.body['max_tokens']);
    if (longest > 8192) return invalid('Invalid max_tokens value, the valid range of max_tokens is [1, 8192]');
    const saysJson = /json/iu.test(request.system + request.user);
    return saysJson
      ? undefined
      : invalid("Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'.");
  },
  reply: (text) =>
    `\n\n: keep-alive\n\n${JSON.stringify(
      completion(
        { content: text, reasoning_content: `先想想。\n${draft}` },
        {
          usage: {
            prompt_tokens: 900,
            completion_tokens: 450,
            total_tokens: 1350,
            completion_tokens_details: { reasoning_tokens: 300 },
          },
        },
      ),
    )}`,
};

/** learn.microsoft.com: the key as api-key, the version in the query, max_completion_tokens for reasoning models, filter results in each choice. */
const azure: ProviderShape = {
  name: 'Azure',
  model: 'gpt-5',
  path: '/openai/deployments/gpt-5?api-version=2025-01-01-preview',
  refuse: ({ body, path }) => {
    if (!path.endsWith('/openai/deployments/gpt-5/chat/completions?api-version=2025-01-01-preview')) {
      return { status: 404, body: { error: { code: '404', message: 'Resource not found' } } };
    }
    if (!('max_tokens' in body)) return undefined;
    const message =
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    return {
      status: 400,
      body: { error: { message, type: 'invalid_request_error', param: 'max_tokens', code: 'unsupported_parameter' } },
    };
  },
  reply: (text) => {
    const answered = completion({ content: text, refusal: null, annotations: [] });
    const results = { hate: { filtered: false, severity: 'safe' }, violence: { filtered: false, severity: 'low' } };
    const choices = answered.choices.map((choice) => ({ ...choice, content_filter_results: results }));
    return { ...answered, choices, prompt_filter_results: [{ prompt_index: 0, content_filter_results: results }] };
  },
};

/** docs.vllm.ai and its issues: a context that prompt and reply share; a reasoning parser that leaves content with line breaks. */
const vllm: ProviderShape = {
  name: 'vLLM',
  model: 'Qwen/Qwen3-8B',
  path: '/v1',
  refuse: ({ system, user, body }) => {
    const [context, input, output] = [8192, estimateTokens(system + user), Number(body['max_tokens'])];
    if (input + output <= context) return undefined;
    const message = `This model's maximum context length is ${context} tokens. However, you requested ${input + output} tokens (${input} in the messages, ${output} in the completion). Please reduce the length of the messages or completion.`;
    return { status: 400, body: { object: 'error', message, type: 'BadRequestError', param: null, code: 400 } };
  },
  reply: (text) =>
    completion(
      { content: `\n\n${text}`, reasoning_content: `\n${draft}\n`, tool_calls: [] },
      { usage: { prompt_tokens: 900, total_tokens: 1200, completion_tokens: 300, prompt_tokens_details: null } },
    ),
};

/** docs.ollama.com/openai: reasoning as `reasoning`; a model without a template for it thinks within the content. */
const ollama: ProviderShape = {
  name: 'Ollama',
  model: 'deepseek-r1:8b',
  path: '/v1',
  refuse: () => undefined,
  reply: (text) =>
    completion(
      {
        content: `<think>\n先寫草稿：\n\`\`\`json\n${draft}\n\`\`\`\n</think>\n\n\`\`\`json\n${text}\n\`\`\``,
        reasoning: '',
      },
      { system_fingerprint: 'fp_ollama' },
    ),
};

/** Its bug tracker: `error` is a string; json_schema or text, nothing else; here an engine without grammars, so text alone. */
const lmStudio: ProviderShape = {
  name: 'LM Studio',
  model: 'qwen3-4b',
  path: '/v1',
  refuse: (request) => {
    const structure = structureOf(request);
    if (structure === 'json_object') {
      return { status: 400, body: { error: "'response_format.type' must be 'json_schema' or 'text'" } };
    }
    const error = 'Structured output is not supported by the engine of this model (response_format.type json_schema).';
    return structure === 'json_schema' ? { status: 400, body: { error } } : undefined;
  },
  reply: (text) =>
    completion({ content: `這是 JSON：\n\`\`\`json ${text} \`\`\`<|im_end|>`, reasoning_content: '' }, { stats: {} }),
};

/** openrouter.ai/docs: native_finish_reason, reasoning with details, usage may be missing; temperature unknown to the model behind. */
const openRouter: ProviderShape = {
  name: 'OpenRouter',
  model: 'openai/o4-mini',
  path: '/api/v1',
  refuse: ({ body }) =>
    'temperature' in body
      ? {
          status: 400,
          body: {
            error: {
              message: 'Provider returned error',
              code: 400,
              metadata: {
                raw: '{"error":{"message":"Unsupported parameter: \'temperature\' is not supported with this model.","type":"invalid_request_error","param":"temperature","code":"unsupported_parameter"}}',
                provider_name: 'OpenAI',
              },
            },
            user_id: 'user_1',
          },
        }
      : undefined,
  reply: (text) => {
    const answered = completion(
      { content: text, refusal: null, reasoning: draft, reasoning_details: [{ type: 'reasoning.text', text: draft }] },
      { usage: null, provider: 'OpenAI' },
    );
    const choices = answered.choices.map((choice) => ({
      ...choice,
      logprobs: null,
      native_finish_reason: 'completed',
    }));
    return `: OPENROUTER PROCESSING\n\n${JSON.stringify({ ...answered, choices })}`;
  },
};

/** The server's README: `timings`, a grammar that can't be made of the schema is an error, error codes are numbers. */
const llamaCpp: ProviderShape = {
  name: 'llama.cpp',
  model: 'gpt-oss-20b',
  path: '/v1',
  refuse: (request) =>
    structureOf(request) === 'json_schema'
      ? {
          status: 400,
          body: {
            error: {
              code: 400,
              message: 'Failed to initialize samplers: failed to parse grammar',
              type: 'invalid_request_error',
            },
          },
        }
      : undefined,
  reply: (text) =>
    completion(
      {
        content: `<|channel|>analysis<|message|>${draft}<|end|><|start|>assistant<|channel|>final<|message|>${text}`,
      },
      { timings: { prompt_n: 900, predicted_n: 150 }, usage: { completion_tokens: 150, prompt_tokens: 900 } },
    ),
};

/** docs.mistral.ai: content in parts for reasoning models, unknown fields refused with 422 and a `detail`, finish_reason model_length. */
const mistral: ProviderShape = {
  name: 'Mistral',
  model: 'magistral-medium-latest',
  path: '/v1',
  refuse: ({ body }) => {
    const known = new Set(['model', 'messages', 'response_format', 'max_tokens', 'temperature']);
    const unknown = Object.keys(body).filter((name) => !known.has(name));
    const detail = unknown.map((name) => ({
      type: 'extra_forbidden',
      loc: ['body', name],
      msg: 'Extra inputs are not permitted',
      input: body[name],
    }));
    const refused = { object: 'error', message: { detail }, type: 'invalid_request_error', param: null, code: null };
    return unknown.length > 0 ? { status: 422, body: refused } : undefined;
  },
  reply: (text) =>
    completion({
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: draft }] },
        { type: 'text', text },
      ],
      tool_calls: null,
      prefix: false,
    }),
};

/** Every provider whose ways are recorded. */
export const providerShapes: readonly ProviderShape[] = [
  deepSeek,
  azure,
  vllm,
  ollama,
  lmStudio,
  openRouter,
  llamaCpp,
  mistral,
];
