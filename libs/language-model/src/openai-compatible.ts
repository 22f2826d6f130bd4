import { type Clock, SystemClock } from '@lexhop/foundation';
import { AdaptiveLanguageModel, type SentRequest } from './adaptive-language-model.js';
import type { Prompt } from './language-model.js';
import type { PlannedRequest } from './lessons.js';
import { answerOfOpenAi, type ProviderAnswer } from './provider-answer.js';

export interface OpenAiCompatibleOptions {
  readonly model: string;
  /**
   * Up to and with the version: `https://api.openai.com/v1`, `http://localhost:11434/v1`. A query is kept: Azure's deployments are
   * `https://NAME.openai.azure.com/openai/deployments/NAME?api-version=VERSION`, and take the key as theirs.
   */
  readonly baseUrl: string;
  /** Local servers ask for none. */
  readonly apiKey?: string | undefined;
  readonly timeoutMilliseconds: number;
  /** The bound of every reply; what the prompt says unless given. */
  readonly longestReplyTokens?: number | undefined;
  /** `none`, `low`, `high` …, as the server knows it; not sent unless given. */
  readonly reasoningEffort?: string | undefined;
}

/** Any server that speaks OpenAI's chat completions: OpenAI, Azure, DeepSeek, Mistral, OpenRouter, Ollama, vLLM, LM Studio, llama.cpp. */
export class OpenAiCompatibleLanguageModel extends AdaptiveLanguageModel {
  override readonly id: string;
  readonly #url: URL;

  constructor(
    private readonly options: OpenAiCompatibleOptions,
    clock: Clock = new SystemClock(),
  ) {
    const url = new URL(options.baseUrl);
    url.pathname = `${url.pathname.replace(/\/+$/u, '')}/chat/completions`;
    // OpenAI's newer models refuse max_tokens; most other servers know nothing else.
    const names = ['max_tokens', 'max_completion_tokens'] as const;
    super({
      lengthParameters: url.hostname === 'api.openai.com' ? names.toReversed() : names,
      longestReplyTokens: options.longestReplyTokens,
      bindsReasoning: options.reasoningEffort !== undefined,
      timeoutMilliseconds: options.timeoutMilliseconds,
      jsonSchema: { closed: true },
      clock,
    });
    this.id = `openai-compatible/${options.model}`;
    this.#url = url;
  }

  protected override requestOf(planned: PlannedRequest, schema: object, { temperature }: Prompt): SentRequest {
    const { apiKey, model, reasoningEffort } = this.options;
    const { shape, optional, system, user, longestReplyTokens } = planned;
    const isAzureDeployment = this.#url.searchParams.has('api-version');
    const key: Record<string, string> = isAzureDeployment
      ? { 'api-key': apiKey ?? '' }
      : { authorization: `Bearer ${apiKey ?? ''}` };
    const messages = [{ role: 'user', content: user }];
    const body = {
      model,
      messages: system === '' ? messages : [{ role: 'system', content: system }, ...messages],
      ...responseFormats[shape.structure](schema),
      ...(shape.lengthParameter !== undefined && { [shape.lengthParameter]: longestReplyTokens }),
      ...(optional.has('temperature') && { temperature }),
      ...(optional.has('reasoning') && { reasoning_effort: reasoningEffort }),
      ...streaming(optional),
    };
    return { url: this.#url.href, headers: apiKey === undefined ? {} : key, body, apiKey };
  }

  protected override answerIn(body: string): ProviderAnswer | undefined {
    return answerOfOpenAi(body);
  }
}

function streaming(optional: PlannedRequest['optional']): object {
  if (!optional.has('stream')) return {};
  return { stream: true, ...(optional.has('stream_options') && { stream_options: { include_usage: true } }) };
}

const responseFormats: Readonly<Record<PlannedRequest['shape']['structure'], (schema: object) => object>> = {
  json_schema: (schema) => ({
    response_format: { type: 'json_schema', json_schema: { name: 'reply', strict: true, schema } },
  }),
  json_object: () => ({ response_format: { type: 'json_object' } }),
  prompt: () => ({}),
};
