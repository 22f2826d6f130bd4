/** Parameters: graph, build. Columns: spent, in millionths of a USD, with the most that unknown calls can cost. */
export const spentByBuild = `
MATCH (s:LedgerSum {graph: $graph, build: $build})
RETURN coalesce(sum(s.microUsd + s.unknownMicroUsd), 0) AS spent`;
