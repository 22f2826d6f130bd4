import { type Clock, SystemClock } from '@lexhop/foundation';
import { AdaptiveLanguageModel, type SentRequest } from './adaptive-language-model.js';
import type { Prompt } from './language-model.js';
import type { PlannedRequest } from './lessons.js';
import { answerOfGemini, type ProviderAnswer } from './provider-answer.js';

interface GeminiOptions {
  /** `gemini-2.5-flash` */
  readonly model: string;
  readonly apiKey: string;
  readonly timeoutMilliseconds: number;
  /** Without the version; Google's own when absent. */
  readonly baseUrl?: string | undefined;
  /** The bound of every reply; what the prompt says unless given. */
  readonly longestReplyTokens?: number | undefined;
  /** Most tokens of thinking, 0 for none; the model's own choice unless given. */
  readonly thinkingTokens?: number | undefined;
}

const googles = 'https://generativelanguage.googleapis.com';

/** Gemini, and Gemma, by `generateContent`, or `streamGenerateContent` where the reply is heard. */
export class GeminiLanguageModel extends AdaptiveLanguageModel {
  override readonly id: string;
  readonly #url: string;

  constructor(
    private readonly options: GeminiOptions,
    clock: Clock = new SystemClock(),
  ) {
    super({
      lengthParameters: ['maxOutputTokens'],
      longestReplyTokens: options.longestReplyTokens,
      bindsReasoning: options.thinkingTokens !== undefined,
      timeoutMilliseconds: options.timeoutMilliseconds,
      jsonSchema: { closed: false },
      clock,
    });
    this.id = `gemini/${options.model}`;
    const base = (options.baseUrl ?? googles).replace(/\/+$/u, '');
    const model = options.model.includes('/') ? options.model : `models/${options.model}`;
    this.#url = `${base}/v1beta/${model}`;
  }

  protected override requestOf(planned: PlannedRequest, schema: object, { temperature }: Prompt): SentRequest {
    const { shape, optional, system, user, longestReplyTokens } = planned;
    const { apiKey, thinkingTokens } = this.options;
    const body = {
      ...(system !== '' && { systemInstruction: { parts: [{ text: system }] } }),
      contents: [{ role: 'user', parts: [{ text: user }] }],
      generationConfig: {
        ...(shape.structure !== 'prompt' && { responseMimeType: 'application/json' }),
        ...(shape.structure === 'json_schema' && { responseSchema: schema }),
        ...(shape.lengthParameter !== undefined && { [shape.lengthParameter]: longestReplyTokens }),
        ...(optional.has('temperature') && { temperature }),
        ...(optional.has('reasoning') && { thinkingConfig: { thinkingBudget: thinkingTokens } }),
      },
    };
    const url = `${this.#url}:${optional.has('stream') ? 'streamGenerateContent?alt=sse' : 'generateContent'}`;
    return { url, headers: { 'x-goog-api-key': apiKey }, body, apiKey };
  }

  protected override answerIn(body: string): ProviderAnswer | undefined {
    return answerOfGemini(body);
  }
}
