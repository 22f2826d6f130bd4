import type { z } from 'zod';

export interface Prompt {
  readonly system: string;
  readonly user: string;
}

export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface Completion<Value> {
  readonly value: Value;
  /** The reply as it came, for keeping. */
  readonly text: string;
  readonly usage: TokenUsage;
}

/** Asks a language model for a value of a schema. */
export abstract class LanguageModel {
  /** `provider/model`, as recorded on what it drafted. */
  abstract readonly id: string;

  /** Rejects with a LanguageModelError: retryable where the provider may recover. */
  abstract complete<Value>(prompt: Prompt, schema: z.ZodType<Value>, options?: { readonly signal?: AbortSignal }): Promise<Completion<Value>>;
}
