import type { TokenUsage } from '../token-usage.js';

/** Who pays for a call. */
export interface LedgerAccount {
  readonly graph: string;
  /** The build's number. */
  readonly build: number;
}

/** A call about to be made, at the most it can cost. */
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

/** How a call ended: with a reply, or without one. A call that may have been charged without a reply costs what was intended. */
export interface Settlement {
  readonly callId: string;
  readonly outcome: 'completed' | 'failed';
  readonly usage: TokenUsage;
  readonly microUsd: number;
}

/** In millionths of a USD; no bound where absent. */
export interface Budgets {
  readonly buildMicroUsd?: number | undefined;
  /** Of all builds of all graphs on one day. */
  readonly dayMicroUsd?: number | undefined;
}

/** Which calls to sum up; all where nothing is named. */
export interface LedgerFilter {
  readonly account?: LedgerAccount;
  readonly day?: string;
}

/** The calls of one model. */
export interface LedgerTotal {
  readonly model: string;
  readonly completed: number;
  readonly failed: number;
  /** Intended and not settled: in flight, or lost with the process that made them. */
  readonly unknown: number;
  /** Of settled calls. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly microUsd: number;
  /** The most that the unknown calls can have cost; it counts against budgets. */
  readonly unknownMicroUsd: number;
}

/** Every call to a language model: entered before it is made, settled after it. */
export abstract class Ledger {
  /**
   * Enters a call, unless with it the settled and the unknown calls would pass a budget: then it enters nothing and throws a
   * BudgetSpentError. Check and entry are one step, for all workers. The same call again changes nothing.
   */
  abstract intend(intent: CallIntent, budgets: Budgets): Promise<void>;

  /** Settles a call; the first settlement stays. Throws an UnknownCallError for a call that was never entered. */
  abstract settle(settlement: Settlement): Promise<void>;

  /** By model, in order of its name. */
  abstract totals(filter: LedgerFilter): Promise<readonly LedgerTotal[]>;
}
