/** Parameters: graph, build, purpose. Columns: spent, in millionths of a USD, with the most that unknown calls can cost. */
export const spentByBuild = `
MATCH (s:LedgerSum {graph: $graph, build: $build, purpose: $purpose})
RETURN coalesce(sum(s.microUsd + s.unknownMicroUsd), 0) AS spent`;
