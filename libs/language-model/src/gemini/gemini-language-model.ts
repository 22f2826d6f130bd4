import { type GenerateContentRequest, GoogleGenerativeAI, type ResponseSchema } from '@google/generative-ai';
import type { z } from 'zod';
import { jsonSchemaOf } from '../json-schema-of.js';
import { type AskOptions, type Completion, LanguageModel, type Prompt } from '../language-model.js';
import { readReply } from '../read-reply.js';
import { withinTime } from '../within-time.js';
import { geminiFailure } from './gemini-failure.js';
import { replyOfGemini } from './gemini-reply.js';

export interface GeminiOptions {
  /** `gemini-2.5-flash` */
  readonly model: string;
  readonly apiKey: string;
  readonly timeoutMilliseconds: number;
  /** Google's own when absent. */
  readonly baseUrl?: string | undefined;
}

/** Gemini, through Google's client. */
export class GeminiLanguageModel extends LanguageModel {
  override readonly id: string;
  readonly #client: GoogleGenerativeAI;

  constructor(private readonly options: GeminiOptions) {
    super();
    this.id = `gemini/${options.model}`;
    this.#client = new GoogleGenerativeAI(options.apiKey);
  }

  override async complete<Value>(
    prompt: Prompt,
    schema: z.ZodType<Value>,
    { signal }: AskOptions = {},
  ): Promise<Completion<Value>> {
    const limit = { model: this.id, milliseconds: this.options.timeoutMilliseconds, signal };
    const response = await withinTime(limit, (withinSignal) => this.#generate(prompt, schema, withinSignal));
    return readReply(this.id, replyOfGemini(this.id, prompt, response), schema);
  }

  async #generate(prompt: Prompt, schema: z.ZodType, signal: AbortSignal): Promise<unknown> {
    const { model, baseUrl, apiKey } = this.options;
    try {
      // The client's own timeout leaves a timer behind, so that only our signal is given to it.
      const answering = this.#client.getGenerativeModel({ model }, baseUrl === undefined ? {} : { baseUrl });
      return (await answering.generateContent(requestOf(prompt, schema), { signal })).response;
    } catch (thrown) {
      throw geminiFailure(this.id, thrown, apiKey);
    }
  }
}

function requestOf(prompt: Prompt, schema: z.ZodType): GenerateContentRequest {
  return {
    systemInstruction: prompt.system,
    contents: [{ role: 'user', parts: [{ text: prompt.user }] }],
    generationConfig: {
      responseMimeType: 'application/json',
      responseSchema: jsonSchemaOf(schema, { closed: false }) as ResponseSchema,
      maxOutputTokens: prompt.longestReplyTokens,
    },
  };
}
