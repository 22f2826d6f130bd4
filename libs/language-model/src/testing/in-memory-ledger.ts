import { BudgetSpentError, UnknownCallError } from '../errors.js';
import {
  type Budgets,
  type CallIntent,
  Ledger,
  type LedgerAccount,
  type LedgerFilter,
  type LedgerTotal,
  type ReplyKey,
  ReplyStore,
  type Settlement,
  type StoredReply,
} from '../ledger.js';

interface LedgerCall {
  readonly intent: CallIntent;
  readonly settlement?: Settlement;
}

/** A ledger in memory. */
export class InMemoryLedger extends Ledger {
  readonly #calls = new Map<string, LedgerCall>();

  override async intend(intent: CallIntent, budgets: Budgets): Promise<void> {
    if (this.#calls.has(intent.callId)) return;
    this.#check('build', budgets.buildMicroUsd, intent, { account: intent.account });
    this.#check('day', budgets.dayMicroUsd, intent, { day: intent.day });
    this.#calls.set(intent.callId, { intent });
  }

  override async settle(settlement: Settlement): Promise<void> {
    const call = this.#calls.get(settlement.callId);
    if (!call) throw new UnknownCallError(settlement.callId);
    if (!call.settlement) this.#calls.set(settlement.callId, { ...call, settlement });
  }

  override async totals(filter: LedgerFilter): Promise<readonly LedgerTotal[]> {
    const calls = this.#matching(filter);
    const models = [...new Set(calls.map(({ intent }) => intent.model))].sort();
    return models.map((model) =>
      totalOf(
        model,
        calls.filter(({ intent }) => intent.model === model),
      ),
    );
  }

  #check(budget: 'build' | 'day', limit: number | undefined, intent: CallIntent, filter: LedgerFilter): void {
    if (limit === undefined) return;
    const spent = sum(
      this.#matching(filter),
      ({ intent: { microUsd }, settlement }) => settlement?.microUsd ?? microUsd,
    );
    if (spent + intent.microUsd > limit) throw new BudgetSpentError(budget, limit, spent, intent.microUsd);
  }

  #matching({ account, day }: LedgerFilter): LedgerCall[] {
    return [...this.#calls.values()].filter(
      ({ intent }) => (day === undefined || intent.day === day) && (!account || isCalledOn(account, intent.account)),
    );
  }
}

function isCalledOn(wanted: NonNullable<LedgerFilter['account']>, { graph, build, purpose }: LedgerAccount): boolean {
  return graph === wanted.graph && build === wanted.build && purpose === (wanted.purpose ?? purpose);
}

function totalOf(model: string, calls: readonly LedgerCall[]): LedgerTotal {
  const settled = calls.flatMap(({ settlement }) => settlement ?? []);
  const unknown = calls.filter(({ settlement }) => !settlement);
  return {
    model,
    completed: settled.filter(({ outcome }) => outcome === 'completed').length,
    estimated: settled.filter(({ outcome, usage }) => outcome === 'completed' && usage.estimated).length,
    failed: settled.filter(({ outcome }) => outcome === 'failed').length,
    unknown: unknown.length,
    inputTokens: sum(settled, ({ usage }) => usage.inputTokens),
    outputTokens: sum(settled, ({ usage }) => usage.outputTokens),
    microUsd: sum(settled, ({ microUsd }) => microUsd),
    unknownMicroUsd: sum(unknown, ({ intent }) => intent.microUsd),
  };
}

function sum<Item>(items: readonly Item[], amount: (item: Item) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}

/** A reply store in memory. */
export class InMemoryReplyStore extends ReplyStore {
  readonly #replies = new Map<string, StoredReply>();

  constructor(private readonly ledger: Ledger) {
    super();
  }

  override async find(keys: readonly ReplyKey[]): Promise<readonly StoredReply[]> {
    const wanted = new Set(keys.map(nameOf));
    return [...this.#replies].flatMap(([name, reply]) => (wanted.has(name) ? [reply] : []));
  }

  override async save(replies: readonly StoredReply[], settlement?: Settlement): Promise<void> {
    if (settlement) await this.ledger.settle(settlement);
    for (const reply of replies) {
      const before = this.#replies.get(nameOf(reply));
      const keepsGood = reply.fault !== undefined && before !== undefined && before.fault === undefined;
      if (!keepsGood) this.#replies.set(nameOf(reply), reply);
    }
  }
}

function nameOf({ contentHash, draftingKey }: ReplyKey): string {
  return JSON.stringify([contentHash, draftingKey]);
}
