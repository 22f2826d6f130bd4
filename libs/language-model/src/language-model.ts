import { reasonSchema } from '@lexhop/foundation';
import { z } from 'zod';
import type { Settlement } from './ledger.js';
import type { TokenUsage } from './tokens.js';

/** What a model is asked. */
export interface Prompt {
  readonly system: string;
  readonly user: string;
  /** About how many tokens the reply may have, reasoning included. The reply is cut there, which is a ReplyError; see `longestReply` of the model. */
  readonly longestReplyTokens: number;
  /** With 0 the same prompt gets the same reply, as far as a provider can do that. Where absent, or not taken by the provider, that decides. */
  readonly temperature?: number;
}

/** A reply as it came, for keeping. */
export interface Reply {
  readonly text: string;
  readonly usage: TokenUsage;
  /** Present where the call is in a ledger and not settled yet: the store that keeps the reply settles it, in the same transaction. */
  readonly settlement?: Settlement;
}

/** A reply that could be read. */
export interface Completion<Value> extends Reply {
  readonly value: Value;
  /** What in the reply is not as it was asked for, where it could be read all the same. */
  readonly misfit?: string;
}

/** Something that was found out about a provider: what is done from now on, since when (an ISO date-time), and the words of its refusal, if it was one. */
const findingSchema = reasonSchema.extend({ at: z.string(), said: z.string().optional() });

/** What was found out about a provider since the process began. */
export const capabilitiesSchema = z.object({
  /** How the structure of a reply is asked for: by a JSON schema, as any JSON object, or only by the words of the prompt. */
  structure: z.enum(['json_schema', 'json_object', 'prompt']),
  /** The name of the parameter that bounds a reply; absent where the provider takes none. */
  lengthParameter: z.string().optional(),
  /** The most tokens that a reply may be asked to have, where the provider said so. */
  longestReplyTokens: z.number().int().positive().optional(),
  /** The most tokens of prompt and reply together, where the provider said so. */
  contextTokens: z.number().int().positive().optional(),
  /** The parts of a request that are not sent any more, because the provider refuses them. */
  leftOut: z.array(z.string()),
  /** Everything that was found out, in order of time. */
  findings: z.array(findingSchema),
});
export type Capabilities = Readonly<z.infer<typeof capabilitiesSchema>>;

/** What is known of a provider that was not asked yet. */
const unknownCapabilities: Capabilities = { structure: 'json_schema', leftOut: [], findings: [] };

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * Called while the reply comes, each time there is more of it, with all of its text so far but the reasoning; never where the provider does not
   * stream. Only the completion tells whether the reply is whole and fits the schema.
   */
  readonly onText?: ((textSoFar: string) => void) | undefined;
}

/** Asks a language model for a value of a schema. */
export abstract class LanguageModel {
  /** `provider/model`, as recorded on what it drafted. */
  abstract readonly id: string;

  /** What was found out about the provider since this process began. */
  get capabilities(): Capabilities {
    return unknownCapabilities;
  }

  /** The most tokens that a reply to this prompt may have, as the model would be asked now: by the prompt, a setting, or what the provider allows. */
  longestReply(prompt: Prompt): number {
    return prompt.longestReplyTokens;
  }

  /**
   * Asks the model and reads its reply by the schema, in whatever form the reply comes (see `readReply`).
   * Rejects with a LanguageModelError, which is retryable where the provider may recover: a ReplyError, with the reply, where the schema does
   * not take it; a TextRefusedError where the provider refuses this prompt, but not others. Rejects with the signal's reason where that is aborted.
   */
  abstract complete<Value>(prompt: Prompt, schema: z.ZodType<Value>, options?: AskOptions): Promise<Completion<Value>>;
}

/** A model that asks another one, and has its id and its capabilities. */
export abstract class GuardedLanguageModel extends LanguageModel {
  override readonly id: string;

  constructor(protected readonly model: LanguageModel) {
    super();
    this.id = model.id;
  }

  override get capabilities(): Capabilities {
    return this.model.capabilities;
  }

  override longestReply(prompt: Prompt): number {
    return this.model.longestReply(prompt);
  }
}
