/** Parameters: graph, build and purpose, day; null for all. Columns: those of a LedgerTotal, in order of model. */
export const ledgerTotals = `
MATCH (s:LedgerSum)
WHERE ($graph IS NULL OR (s.graph = $graph AND s.build = $build AND s.purpose = coalesce($purpose, s.purpose))) AND ($day IS NULL OR s.day = $day)
RETURN s.model AS model, sum(s.completed) AS completed, sum(s.estimated) AS estimated, sum(s.failed) AS failed, sum(s.unknown) AS unknown,
  sum(s.inputTokens) AS inputTokens, sum(s.outputTokens) AS outputTokens,
  sum(s.microUsd) AS microUsd, sum(s.unknownMicroUsd) AS unknownMicroUsd
ORDER BY model`;
