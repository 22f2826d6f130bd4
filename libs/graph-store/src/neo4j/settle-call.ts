import { type Settlement, UnknownCallError } from '@lexhop/language-model';
import type { Cypher } from './connection.js';
import { lockLedger } from './statements/ledger/lock-ledger.js';
import { settleEnteredCall } from './statements/ledger/settle-call.js';

/** Settles a call, once, and moves its cost from the unknown ones to the others. Throws an UnknownCallError. */
export async function settleCall(cypher: Cypher, settlement: Settlement): Promise<void> {
  const { callId, outcome, usage, microUsd } = settlement;
  await cypher.rows(lockLedger);
  const found = await cypher.rows(settleEnteredCall, { callId, outcome, estimated: false, ...usage, microUsd });
  if (found.length === 0) throw new UnknownCallError(callId);
}
