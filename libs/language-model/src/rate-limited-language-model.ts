import { asError, type Logger, SilentLogger } from '@lexhop/foundation';
import { awaitTurn, type RateDemand, type RateLimiter, type RateLimits, type Wait } from '@lexhop/rate-limit';
import type { z } from 'zod';
import { RateLimitedError, ReplyError, TextRefusedError, TurnTooFarError } from './errors.js';
import {
  type AskOptions,
  type Completion,
  GuardedLanguageModel,
  type LanguageModel,
  type Prompt,
} from './language-model.js';
import { estimatePrompt, type TokenUsage } from './tokens.js';

interface RateLimiting {
  readonly limiter: RateLimiter;
  readonly limits: RateLimits;
  /** A longer wait for a turn is a TurnTooFarError, so that the job can go back to its queue. */
  readonly longestWaitMilliseconds: number;
  readonly wait?: Wait;
  /** Where it is logged that the limiter could not be told how a call ended. */
  readonly logger?: Logger;
}

const firstPause = 1000;
const longestPause = 60_000;

/**
 * Asks in turn. Where the provider says that it is asked too often, everybody pauses: for 1 s, doubled each time up to a minute, or as long as it
 * says where that is longer. A limiter that fails after a call is only logged, so that neither the reply, which is paid for, nor the error is lost.
 */
export class RateLimitedLanguageModel extends GuardedLanguageModel {
  #pauses = 0;
  #usualReplyTokens: number | undefined;

  constructor(
    model: LanguageModel,
    private readonly limiting: RateLimiting,
  ) {
    super(model);
  }

  override async complete<Value>(
    prompt: Prompt,
    schema: z.ZodType<Value>,
    options: AskOptions = {},
  ): Promise<Completion<Value>> {
    const demand = this.#demandOf(prompt);
    await this.#awaitTurn(demand, options.signal);
    try {
      const completion = await this.model.complete(prompt, schema, options);
      this.#pauses = 0;
      await this.#tell(() => this.#settle(demand, completion.usage));
      return completion;
    } catch (thrown) {
      await this.#tell(async () => {
        if (thrown instanceof RateLimitedError) await this.#pauseEverybody(demand, thrown.retryAfterMilliseconds);
        if (thrown instanceof ReplyError || thrown instanceof TextRefusedError)
          await this.#settle(demand, usageIn(thrown));
      });
      throw thrown;
    }
  }

  /** Tells the limiter how a call ended. Where that fails, the next turns are a little too early or too late, and nothing worse. */
  async #tell(correct: () => Promise<void>): Promise<void> {
    try {
      await correct();
    } catch (thrown) {
      const { logger = new SilentLogger() } = this.limiting;
      const sentence = `The rate limiter of ${this.id} could not be told how a call ended: ${asError(thrown).message}`;
      logger.warn(sentence, { model: this.id });
    }
  }

  #demandOf(prompt: Prompt): RateDemand {
    const replyTokens = this.#usualReplyTokens ?? this.longestReply(prompt) / 4;
    const tokens = Math.ceil(estimatePrompt(prompt) + replyTokens);
    return { channel: this.id, limits: this.limiting.limits, requests: 1, tokens };
  }

  async #awaitTurn(demand: RateDemand, signal: AbortSignal | undefined): Promise<void> {
    const turn = await awaitTurn(this.limiting.limiter, demand, { ...this.limiting, signal });
    if (!turn.granted) throw new TurnTooFarError(this.id, turn.waitMilliseconds);
  }

  async #settle(demand: RateDemand, usage: TokenUsage): Promise<void> {
    const before = this.#usualReplyTokens ?? usage.outputTokens;
    this.#usualReplyTokens = 0.9 * before + 0.1 * usage.outputTokens;
    await this.limiting.limiter.settle(demand, usage.inputTokens + usage.outputTokens);
  }

  async #pauseEverybody(demand: RateDemand, retryAfter: number | undefined): Promise<void> {
    const { limiter } = this.limiting;
    await limiter.settle(demand, 0);
    // Calls in flight together fail together; they are one reason to pause.
    const isPaused = (await limiter.pausedFor(demand.channel)) > 0;
    const unnamed = isPaused ? 0 : Math.min(longestPause, firstPause * 2 ** this.#pauses++);
    await limiter.pause(demand.channel, Math.max(retryAfter ?? 0, unnamed));
  }
}

/** The tokens of a reply that can't be used; none of a text that was refused before the model saw it. */
function usageIn({ reply }: ReplyError | TextRefusedError): TokenUsage {
  return reply?.usage ?? { inputTokens: 0, outputTokens: 0 };
}
