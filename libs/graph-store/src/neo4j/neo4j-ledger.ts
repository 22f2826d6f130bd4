import {
  BudgetSpentError,
  type Budgets,
  type CallIntent,
  Ledger,
  type LedgerFilter,
  type LedgerTotal,
  type Settlement,
} from '@lexhop/language-model';
import type { Cypher, Neo4jConnection } from './connection.js';
import { settleCall } from './settle-call.js';
import { enterCall } from './statements/ledger/enter-call.js';
import { findCall } from './statements/ledger/find-call.js';
import { ledgerTotals } from './statements/ledger/ledger-totals.js';
import { lockLedger } from './statements/ledger/lock-ledger.js';
import { spentByBuild } from './statements/ledger/spent-by-build.js';
import { spentOnDay } from './statements/ledger/spent-on-day.js';

/** Calls as `(:LedgerCall)-[:COUNTS_IN]->(:LedgerSum)`, one sum of each build, day and model. */
export class Neo4jLedger extends Ledger {
  constructor(private readonly connection: Neo4jConnection) {
    super();
  }

  override async intend(intent: CallIntent, budgets: Budgets): Promise<void> {
    const { callId, account, day, model, microUsd } = intent;
    const sum = [account.graph, account.build, account.purpose, day, model].join('/');
    await this.connection.write(async (cypher) => {
      await cypher.rows(lockLedger);
      const known = await cypher.rows(findCall, { callId });
      if (known.length > 0) return;
      await refuseOverBudget(cypher, intent, budgets);
      await cypher.rows(enterCall, { callId, ...account, day, model, microUsd, sum });
    });
  }

  override async settle(settlement: Settlement): Promise<void> {
    await this.connection.write((cypher) => settleCall(cypher, settlement));
  }

  override async totals({ account, day }: LedgerFilter): Promise<readonly LedgerTotal[]> {
    const { graph, build, purpose } = account ?? {};
    return this.connection.rows<LedgerTotal>(ledgerTotals, { graph, build, purpose, day });
  }
}

async function refuseOverBudget(
  cypher: Cypher,
  { account, day, microUsd }: CallIntent,
  { buildMicroUsd, dayMicroUsd }: Budgets,
): Promise<void> {
  const bounds = [
    ['build', buildMicroUsd, spentByBuild, { ...account }],
    ['day', dayMicroUsd, spentOnDay, { day }],
  ] as const;
  for (const [budget, limit, statement, parameters] of bounds) {
    if (limit === undefined) continue;
    const { spent } = await cypher.row<{ spent: number }>(statement, parameters);
    if (spent + microUsd > limit) throw new BudgetSpentError(budget, limit, spent, microUsd);
  }
}
