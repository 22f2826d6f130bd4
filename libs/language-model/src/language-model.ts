import { reasonSchema } from '@lexhop/foundation';
import { z } from 'zod';
import type { Settlement } from './ledger.js';
import type { TokenUsage } from './tokens.js';

export interface Prompt {
  readonly system: string;
  readonly user: string;
  /** The reply is cut after about so many tokens, reasoning included; see `longestReply` of the model. A cut reply is a ReplyError. */
  readonly longestReplyTokens: number;
  /** 0 asks for the same reply to the same prompt, as far as a provider gives it. Left to the provider where absent, or where it takes none. */
  readonly temperature?: number;
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
  /** What in the reply is not as it was asked for, of one that could be read all the same. */
  readonly misfit?: string;
}

/** What is done from now on, since when (an ISO date-time), and the provider's words where it refused something. */
const findingSchema = reasonSchema.extend({ at: z.string(), said: z.string().optional() });

/** What was found out about a provider since the process began. */
export const capabilitiesSchema = z.object({
  /** How the structure of a reply is asked for: by its JSON schema, as some JSON object, or in the words of the prompt alone. */
  structure: z.enum(['json_schema', 'json_object', 'prompt']),
  /** The parameter that bounds a reply; absent where the provider takes none. */
  lengthParameter: z.string().optional(),
  /** The most tokens that a reply may be asked to have, where the provider said so. */
  longestReplyTokens: z.number().int().positive().optional(),
  /** The most tokens of prompt and reply together, where the provider said so. */
  contextTokens: z.number().int().positive().optional(),
  /** What is not sent any more. */
  leftOut: z.array(z.string()),
  /** What was found, in order. */
  findings: z.array(findingSchema),
});
export type Capabilities = Readonly<z.infer<typeof capabilitiesSchema>>;

/** Of a provider that was not asked yet. */
const unknownCapabilities: Capabilities = { structure: 'json_schema', leftOut: [], findings: [] };

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * Hears the reply while it comes, where the provider streams: all of its text so far, without reasoning, each time there is more. The
   * completion has the last word: it alone says whether the reply is whole and fits the schema.
   */
  readonly onText?: ((textSoFar: string) => void) | undefined;
}

/** Asks a language model for a value of a schema. */
export abstract class LanguageModel {
  /** `provider/model`, as recorded on what it drafted. */
  abstract readonly id: string;

  /** What was found out about the provider since the process began. */
  get capabilities(): Capabilities {
    return unknownCapabilities;
  }

  /** The most tokens that a reply to the prompt can take, as the model would be asked now: what the prompt says, a setting, or what the provider allows. */
  longestReply(prompt: Prompt): number {
    return prompt.longestReplyTokens;
  }

  /**
   * The model's reply, read by the schema, in whatever dress it comes (see `readReply`).
   * Rejects with a LanguageModelError: retryable where the provider may recover; a ReplyError, with the reply, for one that the schema
   * does not take; a TextRefusedError where the refusal concerns this prompt alone. Aborted, it rejects with the signal's reason.
   */
  abstract complete<Value>(prompt: Prompt, schema: z.ZodType<Value>, options?: AskOptions): Promise<Completion<Value>>;
}

/** A model around another one: it is known by the same id and can do the same. */
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
