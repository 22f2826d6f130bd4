import type { z } from 'zod';
import type { Settlement } from './ledger/ledger.js';
import type { TokenUsage } from './token-usage.js';

export interface Prompt {
  readonly system: string;
  readonly user: string;
  /** The reply is cut after so many tokens, reasoning included; a cut reply is a ReplyError. */
  readonly longestReplyTokens: number;
}

/** A reply as it came, for keeping. */
export interface Reply {
  readonly text: string;
  readonly usage: TokenUsage;
  /** Of a call entered in a ledger: give it to the store that keeps the reply, which settles the call in the same transaction. */
  readonly settlement?: Settlement;
}

export interface Completion<Value> extends Reply {
  readonly value: Value;
}

export interface AskOptions {
  readonly signal?: AbortSignal;
}

/** Asks a language model for a value of a schema. */
export abstract class LanguageModel {
  /** `provider/model`, as recorded on what it drafted. */
  abstract readonly id: string;

  /**
   * The model's reply, read by the schema; JSON inside a Markdown fence is read too.
   * Rejects with a LanguageModelError: retryable where the provider may recover; a ReplyError, with the reply, for one
   * that the schema does not take. Aborted, it rejects with the signal's reason.
   */
  abstract complete<Value>(prompt: Prompt, schema: z.ZodType<Value>, options?: AskOptions): Promise<Completion<Value>>;
}
