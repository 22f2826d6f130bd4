import { LexHopError } from '@lexhop/foundation';
import type { Reply } from './language-model.js';

/** A language model gave no value. Its message never carries a key. */
export abstract class LanguageModelError extends LexHopError {
  /** How long to wait before the next call, by the provider's word or the rate limiter's. */
  readonly retryAfterMilliseconds?: number | undefined;

  constructor(
    /** `provider/model` */
    readonly model: string,
    sentence: string,
    cause?: unknown,
  ) {
    super(`${model} ${sentence}`, { cause });
  }
}

/** What is known of a failed call. */
interface UnavailableFacts {
  /** The HTTP status; absent where no answer came. */
  readonly status?: number;
  readonly retryAfterMilliseconds?: number | undefined;
  /** Whether the request may have arrived, and nobody said that it failed: then it may be charged for. */
  readonly mayBeCharged?: boolean;
}

/** The provider failed or could not be reached. That may pass. */
export class ProviderUnavailableError extends LanguageModelError {
  override readonly code = 'language-model-unavailable';
  override readonly retryable = true;
  readonly status: number | undefined;
  override readonly retryAfterMilliseconds: number | undefined;
  readonly mayBeCharged: boolean;

  constructor(model: string, sentence: string, facts: UnavailableFacts = {}) {
    super(model, sentence);
    this.status = facts.status;
    this.retryAfterMilliseconds = facts.retryAfterMilliseconds;
    this.mayBeCharged = facts.mayBeCharged ?? false;
  }
}

/** The provider did not answer in time. It may have worked, and charged, all the same. */
export class ReplyTimeoutError extends LanguageModelError {
  override readonly code = 'language-model-timeout';
  override readonly retryable = true;
  override readonly hint = 'Raise LEXHOP_LLM_TIMEOUT_S where the model is slow.';

  constructor(
    model: string,
    readonly milliseconds: number,
  ) {
    super(model, `did not answer within ${milliseconds / 1000} s.`);
  }
}

/** The provider says that it gets too many requests or tokens (429). */
export class RateLimitedError extends LanguageModelError {
  override readonly code = 'language-model-rate-limited';
  override readonly retryable = true;

  constructor(
    model: string,
    detail: string,
    override readonly retryAfterMilliseconds?: number,
  ) {
    const wait = retryAfterMilliseconds === undefined ? '' : `, to try again in ${retryAfterMilliseconds / 1000} s`;
    super(model, `is over its rate limit${wait}: ${detail}`);
  }
}

/** The next free turn under the rate limit is too far away to wait for with a job in hand. Nothing was asked. */
export class TurnTooFarError extends LanguageModelError {
  override readonly code = 'language-model-turn-too-far';
  override readonly retryable = true;
  /** Nobody refused: a job may wait for turns as long as it takes. */
  readonly isOwnPace = true;

  constructor(
    model: string,
    override readonly retryAfterMilliseconds: number,
  ) {
    super(model, `has no free turn under its rate limit for ${Math.ceil(retryAfterMilliseconds) / 1000} s.`);
  }
}

/** The provider's quota of the day is spent: waiting within a job does not help. */
export class DayQuotaSpentError extends LanguageModelError {
  override readonly code = 'language-model-day-quota-spent';
  override readonly hint: string;

  constructor(
    model: string,
    detail: string,
    /** When the quota is there again, where that is known. */
    readonly resumesAt?: Date,
  ) {
    super(model, `has no quota left for the day: ${detail}`);
    const when = resumesAt ? `at ${resumesAt.toISOString().slice(0, 16)}Z` : 'when the provider counts a new day';
    this.hint = `The quota is there again ${when}: retry the build then.`;
  }
}

/** Why a provider refuses to serve this account or this kind of request. */
export type RefusalReason = 'key' | 'balance' | 'model' | 'address' | 'request';

const whatToDo: Readonly<Record<RefusalReason, string>> = {
  key: 'Check the key of the provider: GEMINI_API_KEY or OPENAI_API_KEY.',
  balance: 'The account at the provider has nothing left to spend: top it up, then retry the build.',
  model:
    'Check LEXHOP_LLM_MODEL; and OPENAI_BASE_URL or LEXHOP_GEMINI_BASE_URL: of OpenAI’s kind it ends with the version, /v1 in most cases.',
  address:
    'Check OPENAI_BASE_URL or LEXHOP_GEMINI_BASE_URL: the address of the API is meant, of OpenAI’s kind with its version, /v1 in most cases.',
  request: 'Check LEXHOP_LLM_MODEL and the key of its provider.',
};

/** What is known of a refusal beside its status and words. */
interface RefusalFacts {
  readonly reason?: RefusalReason;
  readonly said?: string;
  /** The address that was asked, without query. */
  readonly address?: string | undefined;
}

const namesAddress: ReadonlySet<RefusalReason> = new Set(['model', 'address']);

/** The provider refuses every such request: a wrong key, an unknown model, no balance, a parameter it does not take. */
export class RequestRefusedError extends LanguageModelError {
  override readonly code = 'language-model-refused';
  override readonly hint: string;
  readonly reason: RefusalReason;
  /** The refusal as it came, cut after 2,000 characters, without the key. */
  readonly said: string;

  constructor(
    model: string,
    readonly status: number,
    /** The provider's words, in one line. */
    readonly detail: string,
    facts: RefusalFacts = {},
  ) {
    super(model, `refused the request with ${status}: ${detail}`);
    this.reason = facts.reason ?? 'request';
    this.said = facts.said ?? detail;
    const asked = facts.address !== undefined && namesAddress.has(this.reason) ? `${facts.address} was asked. ` : '';
    this.hint = asked + whatToDo[this.reason];
  }
}

/** The provider refuses this text, but not others: by a content filter, or because it is longer than the model reads. */
export class TextRefusedError extends LanguageModelError {
  override readonly code = 'language-model-text-refused';

  constructor(
    model: string,
    /** The provider's words. */
    readonly detail: string,
    /** The reply, which is paid for, where the refusal came as one. */
    readonly reply?: Reply,
  ) {
    super(model, `refuses this text: ${detail}`);
  }
}

/** A reply came, and was paid for, but it is not what was asked for. */
export class ReplyError extends LanguageModelError {
  override readonly code = 'language-model-reply-unusable';

  constructor(
    model: string,
    readonly reply: Reply,
    /** What is wrong with the reply, as a sentence that can be shown to the model. */
    readonly fault: string,
    /** Whether it ended because it was as long as it may be at most. */
    readonly isCut = false,
  ) {
    super(model, `gave a reply of ${reply.text.length} characters that can't be used: ${fault}`);
  }
}

/** A call might exceed a budget; it was not made. */
export class BudgetSpentError extends LexHopError {
  override readonly code = 'language-model-budget-spent';
  override readonly hint: string;

  constructor(
    readonly budget: 'build' | 'day',
    readonly budgetMicroUsd: number,
    readonly spentMicroUsd: number,
    readonly nextCallMicroUsd: number,
  ) {
    const usd = (microUsd: number) => (microUsd / 1e6).toFixed(4);
    super(
      `The language model's budget of the ${budget} is ${usd(budgetMicroUsd)} USD: ` +
        `${usd(spentMicroUsd)} are spent or in flight, and the next call may cost ${usd(nextCallMicroUsd)}.`,
    );
    this.hint = `Raise LEXHOP_LLM_BUDGET_${budget === 'build' ? 'BUILD' : 'DAY'}_USD${budget === 'day' ? ' or wait for tomorrow' : ''}, then retry the build.`;
  }
}

/** A call is to be settled that was never entered in the ledger. */
export class UnknownCallError extends LexHopError {
  override readonly code = 'language-model-call-unknown';

  constructor(readonly callId: string) {
    super(`The ledger has no call ${callId}.`);
  }
}
