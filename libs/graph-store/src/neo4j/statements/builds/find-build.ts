/** Parameters: key. Columns: build, its properties; failures as JSON, in order of step and batch. No row where there is none. */
export const findBuildNode = `
MATCH (b:Build {key: $key})
RETURN b {.*} AS build, COLLECT {
  MATCH (f:BuildFailure)-[:IN]->(b) RETURN f.failure ORDER BY f.step, f.batch
} AS failures`;
