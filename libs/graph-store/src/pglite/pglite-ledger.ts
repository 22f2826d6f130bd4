import {
  BudgetSpentError,
  type Budgets,
  type CallIntent,
  Ledger,
  type LedgerFilter,
  type LedgerTotal,
  type Settlement,
} from '@lexhop/language-model';
import type { Database, Sql } from './database.js';
import { settleCall } from './settle-call.js';

export class PgliteLedger extends Ledger {
  constructor(private readonly database: Database) {
    super();
  }

  override async intend(intent: CallIntent, budgets: Budgets): Promise<void> {
    const { callId, account, day, model, microUsd } = intent;
    const of = [account.graph, account.build, account.purpose, day, model, microUsd];
    await this.database.transaction(async (sql) => {
      const known = await sql.rows('SELECT 1 FROM ledger_call WHERE call_id = $1', [callId]);
      if (known.length > 0) return;
      await refuseOverBudget(sql, intent, budgets);
      await sql.run(
        `INSERT INTO ledger_call (graph, build, purpose, day, model, intended_micro_usd, call_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [...of, callId],
      );
      await sql.run(
        `INSERT INTO ledger_sum (graph, build, purpose, day, model, unknown, unknown_micro_usd) VALUES ($1, $2, $3, $4, $5, 1, $6)
         ON CONFLICT (graph, build, purpose, day, model) DO UPDATE
         SET unknown = ledger_sum.unknown + 1, unknown_micro_usd = ledger_sum.unknown_micro_usd + excluded.unknown_micro_usd`,
        of,
      );
    });
  }

  override async settle(settlement: Settlement): Promise<void> {
    await this.database.transaction((sql) => settleCall(sql, settlement));
  }

  override async totals({ account, day }: LedgerFilter): Promise<readonly LedgerTotal[]> {
    return this.database.rows<LedgerTotal>(
      `SELECT model, sum(completed)::float8 AS completed, sum(estimated)::float8 AS estimated,
         sum(failed)::float8 AS failed, sum(unknown)::float8 AS unknown,
         sum(input_tokens)::float8 AS "inputTokens", sum(output_tokens)::float8 AS "outputTokens",
         sum(micro_usd)::float8 AS "microUsd", sum(unknown_micro_usd)::float8 AS "unknownMicroUsd"
       FROM ledger_sum
       WHERE ($1::text IS NULL OR (graph = $1 AND build = $2::int AND purpose = coalesce($4, purpose))) AND ($3::text IS NULL OR day = $3)
       GROUP BY model ORDER BY model`,
      [account?.graph ?? null, account?.build ?? null, day ?? null, account?.purpose ?? null],
    );
  }
}

async function refuseOverBudget(sql: Sql, { account, day, microUsd }: CallIntent, budgets: Budgets): Promise<void> {
  const ofBuild = {
    sql: 'graph = $1 AND build = $2 AND purpose = $3',
    parameters: [account.graph, account.build, account.purpose],
  };
  const ofDay = { sql: 'day = $1', parameters: [day] };
  const bounds = [
    ['build', budgets.buildMicroUsd, ofBuild],
    ['day', budgets.dayMicroUsd, ofDay],
  ] as const;
  for (const [budget, limit, scope] of bounds) {
    if (limit === undefined) continue;
    const [sums] = await sql.rows<{ spent: number }>(
      `SELECT coalesce(sum(micro_usd + unknown_micro_usd), 0)::float8 AS spent FROM ledger_sum WHERE ${scope.sql}`,
      scope.parameters,
    );
    const spent = sums?.spent ?? 0;
    if (spent + microUsd > limit) throw new BudgetSpentError(budget, limit, spent, microUsd);
  }
}
