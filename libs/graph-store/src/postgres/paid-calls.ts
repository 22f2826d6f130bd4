import {
  BudgetSpentError,
  type Budgets,
  type CallIntent,
  Ledger,
  type LedgerFilter,
  type LedgerTotal,
  type ReplyKey,
  ReplyStore,
  type Settlement,
  type StoredReply,
  UnknownCallError,
} from '@lexhop/language-model';
import { advisoryLocks, type Database, type Sql, statement } from '@lexhop/postgres';
import { pageStatement, readPage } from './tables.js';

type OfSum = readonly [graph: string, build: number, purpose: string, day: string, model: string, microUsd: number];

interface SettledCall {
  readonly graph: string;
  readonly build: number;
  readonly purpose: string;
  readonly day: string;
  readonly model: string;
  readonly intended: number;
}

const spent = 'SELECT coalesce(sum(micro_usd + unknown_micro_usd), 0)::float8 AS spent FROM ledger_sum WHERE';

const statements = {
  lockBudgets: statement<[lock: number]>('SELECT pg_advisory_xact_lock($1)'),
  findCall: statement<[callId: string], { known: number }>('SELECT 1 AS known FROM ledger_call WHERE call_id = $1'),
  insertCall: statement<readonly [...OfSum, callId: string]>(
    `INSERT INTO ledger_call (graph, build, purpose, day, model, intended_micro_usd, call_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
  ),
  addUnknown: statement<OfSum>(
    `INSERT INTO ledger_sum (graph, build, purpose, day, model, unknown, unknown_micro_usd) VALUES ($1, $2, $3, $4, $5, 1, $6)
     ON CONFLICT (graph, build, purpose, day, model) DO UPDATE
     SET unknown = ledger_sum.unknown + 1, unknown_micro_usd = ledger_sum.unknown_micro_usd + excluded.unknown_micro_usd`,
  ),
  spentByBuild: statement<[graph: string, build: number, purpose: string], { spent: number }>(
    `${spent} graph = $1 AND build = $2 AND purpose = $3`,
  ),
  spentOnDay: statement<[day: string], { spent: number }>(`${spent} day = $1`),
  settleCall: statement<
    [callId: string, outcome: string, inputTokens: number, outputTokens: number, microUsd: number],
    SettledCall
  >(
    `UPDATE ledger_call SET outcome = $2, input_tokens = $3, output_tokens = $4, micro_usd = $5
     WHERE call_id = $1 AND outcome IS NULL
     RETURNING graph, build, purpose, day, model, intended_micro_usd::float8 AS intended`,
  ),
  settleSum: statement<
    readonly [
      ...OfSum,
      outcome: string,
      isEstimated: boolean,
      inputTokens: number,
      outputTokens: number,
      microUsd: number,
    ]
  >(
    `UPDATE ledger_sum SET unknown = unknown - 1, unknown_micro_usd = unknown_micro_usd - $6,
       completed = completed + ($7::text = 'completed')::int, failed = failed + ($7::text = 'failed')::int,
       estimated = estimated + ($7::text = 'completed' AND $8::boolean)::int,
       input_tokens = input_tokens + $9, output_tokens = output_tokens + $10, micro_usd = micro_usd + $11
     WHERE graph = $1 AND build = $2 AND purpose = $3 AND day = $4 AND model = $5`,
  ),
  totals: statement<
    [graph: string | undefined, build: number | undefined, purpose: string | undefined, day: string | undefined],
    LedgerTotal
  >(
    `SELECT model, sum(completed)::float8 AS completed, sum(estimated)::float8 AS estimated,
       sum(failed)::float8 AS failed, sum(unknown)::float8 AS unknown,
       sum(input_tokens)::float8 AS "inputTokens", sum(output_tokens)::float8 AS "outputTokens",
       sum(micro_usd)::float8 AS "microUsd", sum(unknown_micro_usd)::float8 AS "unknownMicroUsd"
     FROM ledger_sum
     WHERE ($1::text IS NULL OR (graph = $1 AND build = $2::int AND purpose = coalesce($3, purpose)))
       AND ($4::text IS NULL OR day = $4)
     GROUP BY model ORDER BY model`,
  ),
  findReplies: pageStatement<[hashes: readonly string[], keys: readonly string[]], StoredReply>(
    `SELECT content_hash AS "contentHash", drafting_key AS "draftingKey", text, fault FROM reply
     WHERE (content_hash, drafting_key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
  ),
  saveReply: statement<[hash: string, key: string, text: string, fault: string | undefined]>(
    `INSERT INTO reply (content_hash, drafting_key, text, fault) VALUES ($1, $2, $3, $4)
     ON CONFLICT (content_hash, drafting_key) DO UPDATE SET text = excluded.text, fault = excluded.fault
     WHERE excluded.fault IS NULL OR reply.fault IS NOT NULL`,
  ),
} as const;

/** Every call that is paid for; its sums are kept beside it, in the same transactions. */
export class PostgresLedger extends Ledger {
  constructor(private readonly database: Database) {
    super();
  }

  override async intend(intent: CallIntent, budgets: Budgets): Promise<void> {
    const { callId, account, day, model, microUsd } = intent;
    const of: OfSum = [account.graph, account.build, account.purpose, day, model, microUsd];
    await this.database.transaction(async (sql) => {
      // Two workers that look at a budget together must not both spend the last of it.
      await sql.rows(statements.lockBudgets, [advisoryLocks.spending]);
      if ((await sql.rows(statements.findCall, [callId])).length > 0) return;
      await refuseOverBudget(sql, intent, budgets);
      await sql.run(statements.insertCall, [...of, callId]);
      await sql.run(statements.addUnknown, of);
    });
  }

  override async settle(settlement: Settlement): Promise<void> {
    await this.database.transaction((sql) => settleCall(sql, settlement));
  }

  override async totals({ account, day }: LedgerFilter): Promise<readonly LedgerTotal[]> {
    return this.database.rows(statements.totals, [account?.graph, account?.build, account?.purpose, day]);
  }
}

/** Replies that were paid for. */
export class PostgresReplyStore extends ReplyStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async find(keys: readonly ReplyKey[]): Promise<readonly StoredReply[]> {
    const [hashes, draftingKeys] = [keys.map((key) => key.contentHash), keys.map((key) => key.draftingKey)];
    return readPage(this.database, statements.findReplies, [hashes, draftingKeys]);
  }

  override async save(replies: readonly StoredReply[], settlement?: Settlement): Promise<void> {
    await this.database.transaction(async (sql) => {
      if (settlement) await settleCall(sql, settlement);
      for (const { contentHash, draftingKey, text, fault } of replies) {
        await sql.run(statements.saveReply, [contentHash, draftingKey, text, fault]);
      }
    });
  }
}

async function refuseOverBudget(sql: Sql, { account, day, microUsd }: CallIntent, budgets: Budgets): Promise<void> {
  const bounds = [
    [
      'build',
      budgets.buildMicroUsd,
      () => sql.rows(statements.spentByBuild, [account.graph, account.build, account.purpose]),
    ],
    ['day', budgets.dayMicroUsd, () => sql.rows(statements.spentOnDay, [day])],
  ] as const;
  for (const [budget, limit, readSums] of bounds) {
    if (limit === undefined) continue;
    const [sums] = await readSums();
    const already = sums?.spent ?? 0;
    if (already + microUsd > limit) throw new BudgetSpentError(budget, limit, already, microUsd);
  }
}

/** Settles a call, once, and moves its cost from the unknown ones to the others. Throws an UnknownCallError. */
async function settleCall(sql: Sql, { callId, outcome, usage, microUsd }: Settlement): Promise<void> {
  const { inputTokens, outputTokens } = usage;
  const [call] = await sql.rows(statements.settleCall, [callId, outcome, inputTokens, outputTokens, microUsd]);
  if (call) {
    const { graph, build, purpose, day, model, intended } = call;
    const sum = [graph, build, purpose, day, model, intended] as const;
    const isEstimated = usage.estimated ?? false;
    await sql.run(statements.settleSum, [...sum, outcome, isEstimated, inputTokens, outputTokens, microUsd]);
  } else if ((await sql.rows(statements.findCall, [callId])).length === 0) {
    throw new UnknownCallError(callId);
  }
}
