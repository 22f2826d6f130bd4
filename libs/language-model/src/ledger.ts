import type { TokenUsage } from './tokens.js';

/** What a call is made for: the questions of articles, or one of the things a query may ask of a language model. */
export type CallPurpose = 'drafting' | 'reading' | 'reasoning' | 'reranking' | 'answering';

/** Who pays for a call. */
export interface LedgerAccount {
  readonly graph: string;
  /** Number of the build that is drafted, or that the query asks. */
  readonly build: number;
  readonly purpose: CallPurpose;
}

/** A call that is about to be made, with the most tokens that it can take and the most that it can cost. */
export interface CallIntent {
  readonly callId: string;
  readonly account: LedgerAccount;
  /** ISO date in UTC. */
  readonly day: string;
  /** `provider/model` */
  readonly model: string;
  readonly usage: TokenUsage;
  readonly microUsd: number;
}

/** How a call ended: with a reply, or without. A call without a reply that may be charged for costs what was intended. */
export interface Settlement {
  readonly callId: string;
  readonly outcome: 'completed' | 'failed';
  readonly usage: TokenUsage;
  readonly microUsd: number;
}

/** In millionths of a USD; no bound where absent. */
export interface Budgets {
  /** Of the calls of one account: one purpose of one build. */
  readonly buildMicroUsd?: number | undefined;
  /** Of all accounts on one day. */
  readonly dayMicroUsd?: number | undefined;
}

/** Which calls to sum up; all where nothing is named. */
export interface LedgerFilter {
  /** All purposes of the build where none is named. */
  readonly account?: Pick<LedgerAccount, 'graph' | 'build'> & Partial<LedgerAccount>;
  readonly day?: string;
}

/** The calls of one model. */
export interface LedgerTotal {
  readonly model: string;
  readonly completed: number;
  /** Of the completed ones, those whose tokens are estimated, because the provider did not count them all. */
  readonly estimated: number;
  readonly failed: number;
  /** Calls that are not settled: in flight, or lost with the process that made them. */
  readonly unknown: number;
  /** Tokens and cost are of settled calls. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly microUsd: number;
  /** The most that the unknown calls can have cost; it counts against budgets. */
  readonly unknownMicroUsd: number;
}

/** Every call to a language model: entered before it is made, settled after it. */
export abstract class Ledger {
  /**
   * Enters a call. Where it, the settled and the unknown calls together would exceed a budget, it enters nothing and rejects with a
   * BudgetSpentError. Check and entry are one step, for all workers. To enter the same call again changes nothing.
   */
  abstract intend(intent: CallIntent, budgets: Budgets): Promise<void>;

  /** Settles a call; a second settlement changes nothing. Rejects with an UnknownCallError for a call that was never entered. */
  abstract settle(settlement: Settlement): Promise<void>;

  /** The calls of each model, in order of its name. */
  abstract totals(filter: LedgerFilter): Promise<readonly LedgerTotal[]>;
}

/** What a reply is kept under: an article's text, and who was asked how. */
export interface ReplyKey {
  readonly contentHash: string;
  /** Names the model, the prompt's version and the settings that decide what is asked. */
  readonly draftingKey: string;
}

export interface StoredReply extends ReplyKey {
  /** The article's part of a reply, as JSON; of a reply that can't be read, the reply as it came. */
  readonly text: string;
  /** Why it can't be used; absent of a good one. */
  readonly fault?: string;
}

/** Every reply of a language model, once, whatever graph or build it was asked for. */
export abstract class ReplyStore {
  /** Those stored under these keys; order is not promised. */
  abstract find(keys: readonly ReplyKey[]): Promise<readonly StoredReply[]>;

  /**
   * Keeps the replies that one call brought and settles that call in the ledger, in one transaction. A reply replaces the one under its key;
   * but a faulty one never replaces a good one.
   */
  abstract save(replies: readonly StoredReply[], settlement?: Settlement): Promise<void>;
}
