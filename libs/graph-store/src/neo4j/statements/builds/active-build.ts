/** Parameters: graph. Columns: as findBuildNode's; no row where no build is active. */
export const activeBuild = `
MATCH (:Graph {key: $graph})-[:ACTIVE]->(b:Build)
RETURN b {.*} AS build, COLLECT {
  MATCH (f:BuildFailure)-[:IN]->(b) RETURN f.failure ORDER BY f.step, f.batch
} AS failures`;
