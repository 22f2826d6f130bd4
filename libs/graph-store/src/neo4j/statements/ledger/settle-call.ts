/**
 * Parameters: callId; outcome ('completed' | 'failed'), inputTokens, outputTokens, estimated (tokens), microUsd. Columns: settled, whether it was the
 * first settlement, which alone counts; no row for a call that was never entered.
 */
export const settleEnteredCall = `
MATCH (c:LedgerCall {key: $callId})-[:COUNTS_IN]->(s:LedgerSum)
WITH c, s, c.outcome IS NULL AS settled
FOREACH (_ IN CASE WHEN settled THEN [1] ELSE [] END |
  SET c.outcome = $outcome, c.inputTokens = $inputTokens, c.outputTokens = $outputTokens, c.microUsd = $microUsd,
    s.unknown = s.unknown - 1, s.unknownMicroUsd = s.unknownMicroUsd - c.intendedMicroUsd,
    s.completed = s.completed + CASE $outcome WHEN 'completed' THEN 1 ELSE 0 END,
    s.estimated = s.estimated + CASE WHEN $outcome = 'completed' AND $estimated THEN 1 ELSE 0 END,
    s.failed = s.failed + CASE $outcome WHEN 'failed' THEN 1 ELSE 0 END,
    s.inputTokens = s.inputTokens + $inputTokens, s.outputTokens = s.outputTokens + $outputTokens,
    s.microUsd = s.microUsd + $microUsd)
RETURN settled`;
