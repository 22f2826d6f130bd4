import { LexHopError } from '@lexhop/foundation';
import { type Wait, waitInProcess } from '@lexhop/rate-limit';
import type { z } from 'zod';
import { LanguageModelError, TurnTooFarError } from './errors.js';
import {
  type AskOptions,
  type Completion,
  GuardedLanguageModel,
  type LanguageModel,
  type Prompt,
} from './language-model.js';

interface Retrying {
  /** How often it asks in all, the first time included. */
  readonly tries: number;
  /** A longer wait is left to the caller: the error is passed on, with when to come again. */
  readonly longestWaitMilliseconds: number;
  readonly wait?: Wait;
}

const firstWait = 500;

/**
 * Asks again after a failure that may pass: after 0.5 s, doubled each time, or after the wait that the provider names where that is longer.
 * Does not ask again once a part of a reply was heard.
 */
export class RetryingLanguageModel extends GuardedLanguageModel {
  constructor(
    model: LanguageModel,
    private readonly retrying: Retrying,
  ) {
    super(model);
  }

  override async complete<Value>(
    prompt: Prompt,
    schema: z.ZodType<Value>,
    options: AskOptions = {},
  ): Promise<Completion<Value>> {
    const { tries, longestWaitMilliseconds, wait = waitInProcess } = this.retrying;
    const { onText, ...others } = options;
    let isHeard = false;
    const hear = (text: string) => {
      isHeard = true;
      onText?.(text);
    };
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.model.complete(prompt, schema, { ...others, ...(onText && { onText: hear }) });
      } catch (thrown) {
        const milliseconds = waitAfter(thrown, attempt);
        const isLast = attempt === tries || isHeard || milliseconds === undefined;
        if (isLast || milliseconds > longestWaitMilliseconds) throw thrown;
        await wait(milliseconds, options.signal);
      }
    }
  }
}

function waitAfter(thrown: unknown, attempt: number): number | undefined {
  const mayRecover = thrown instanceof LexHopError && thrown.retryable && !(thrown instanceof TurnTooFarError);
  if (!mayRecover) return undefined;
  const named = thrown instanceof LanguageModelError ? thrown.retryAfterMilliseconds : undefined;
  return Math.max(named ?? 0, firstWait * 2 ** (attempt - 1));
}
