import { type Settlement, UnknownCallError } from '@lexhop/language-model';
import type { Sql } from './database.js';

interface SettledCall {
  readonly graph: string;
  readonly build: number;
  readonly purpose: string;
  readonly day: string;
  readonly model: string;
  readonly intended: number;
}

/** Settles a call, once, and moves its cost from the unknown ones to the others. Throws an UnknownCallError. */
export async function settleCall(sql: Sql, { callId, outcome, usage, microUsd }: Settlement): Promise<void> {
  const { inputTokens, outputTokens } = usage;
  const [call] = await sql.rows<SettledCall>(
    `UPDATE ledger_call SET outcome = $2, input_tokens = $3, output_tokens = $4, micro_usd = $5
     WHERE call_id = $1 AND outcome IS NULL
     RETURNING graph, build, purpose, day, model, intended_micro_usd::float8 AS intended`,
    [callId, outcome, inputTokens, outputTokens, microUsd],
  );
  if (!call) return refuseUnknown(sql, callId);
  const { graph, build, day, model, intended, purpose } = call;
  const isEstimated = usage.estimated ?? false;
  await sql.run(
    `UPDATE ledger_sum SET unknown = unknown - 1, unknown_micro_usd = unknown_micro_usd - $5,
       completed = completed + ($6::text = 'completed')::int, failed = failed + ($6::text = 'failed')::int,
       estimated = estimated + ($6::text = 'completed' AND $10::boolean)::int,
       input_tokens = input_tokens + $7, output_tokens = output_tokens + $8, micro_usd = micro_usd + $9
     WHERE graph = $1 AND build = $2 AND day = $3 AND model = $4 AND purpose = $11`,
    [graph, build, day, model, intended, outcome, inputTokens, outputTokens, microUsd, isEstimated, purpose],
  );
}

async function refuseUnknown(sql: Sql, callId: string): Promise<void> {
  const known = await sql.rows('SELECT 1 FROM ledger_call WHERE call_id = $1', [callId]);
  if (known.length === 0) throw new UnknownCallError(callId);
}
