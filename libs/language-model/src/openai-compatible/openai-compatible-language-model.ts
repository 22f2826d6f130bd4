import { type Clock, SystemClock } from '@lexhop/foundation';
import type { z } from 'zod';
import { jsonSchemaOf } from '../json-schema-of.js';
import { type AskOptions, type Completion, LanguageModel, type Prompt } from '../language-model.js';
import { readReply } from '../read-reply.js';
import { withinTime } from '../within-time.js';
import { failureOfResponse, failureOfFetch } from './openai-failure.js';
import { replyOfOpenAi } from './openai-reply.js';

export interface OpenAiCompatibleOptions {
  readonly model: string;
  /** Up to and with the version: `https://api.openai.com/v1`, `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  /** Local servers ask for none. */
  readonly apiKey?: string | undefined;
  readonly timeoutMilliseconds: number;
}

/** Any server that speaks OpenAI's chat completions with `response_format: json_schema`: OpenAI, Ollama, vLLM, LM Studio. */
export class OpenAiCompatibleLanguageModel extends LanguageModel {
  override readonly id: string;
  readonly #url: string;

  constructor(
    private readonly options: OpenAiCompatibleOptions,
    private readonly clock: Clock = new SystemClock(),
  ) {
    super();
    this.id = `openai-compatible/${options.model}`;
    this.#url = `${options.baseUrl.replace(/\/+$/, '')}/chat/completions`;
  }

  override async complete<Value>(
    prompt: Prompt,
    schema: z.ZodType<Value>,
    { signal }: AskOptions = {},
  ): Promise<Completion<Value>> {
    const limit = { model: this.id, milliseconds: this.options.timeoutMilliseconds, signal };
    const body = JSON.stringify(this.#requestOf(prompt, schema));
    const response = await withinTime(limit, (withinSignal) => this.#post(body, withinSignal));
    return readReply(this.id, replyOfOpenAi(this.id, prompt, response), schema);
  }

  async #post(body: string, signal: AbortSignal): Promise<unknown> {
    const { apiKey } = this.options;
    const headers = {
      'content-type': 'application/json',
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    };
    try {
      const response = await fetch(this.#url, { method: 'POST', headers, body, signal });
      const text = await response.text();
      if (response.ok) return parse(text);
      throw failureOfResponse(this.id, response, text, { apiKey, now: this.clock.now() });
    } catch (thrown) {
      throw failureOfFetch(this.id, thrown, apiKey);
    }
  }

  #requestOf(prompt: Prompt, schema: z.ZodType): object {
    // OpenAI's newer models refuse max_tokens; most other servers know nothing else.
    const limitName = new URL(this.#url).hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens';
    return {
      model: this.options.model,
      messages: [
        { role: 'system', content: prompt.system },
        { role: 'user', content: prompt.user },
      ],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'reply', strict: true, schema: jsonSchemaOf(schema, { closed: true }) },
      },
      [limitName]: prompt.longestReplyTokens,
    };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
