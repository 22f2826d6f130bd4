/**
 * Parameters: callId, graph, build, purpose, day, model, microUsd; sum, the key of the sum it belongs to. No columns.
 * The call is unknown until it is settled.
 */
export const enterCall = `
CREATE (c:LedgerCall {
  key: $callId, graph: $graph, build: $build, purpose: $purpose, day: $day, model: $model, intendedMicroUsd: $microUsd
})
MERGE (s:LedgerSum {key: $sum})
ON CREATE SET s.graph = $graph, s.build = $build, s.purpose = $purpose, s.day = $day, s.model = $model,
  s.completed = 0, s.estimated = 0, s.failed = 0, s.unknown = 0, s.inputTokens = 0, s.outputTokens = 0,
  s.microUsd = 0, s.unknownMicroUsd = 0
MERGE (c)-[:COUNTS_IN]->(s)
SET s.unknown = s.unknown + 1, s.unknownMicroUsd = s.unknownMicroUsd + $microUsd`;
