/** What is read of a build `b`: its properties, and its failures as JSON, in order of step and batch. */
export const buildProjection = `b {.*} AS build, COLLECT {
  MATCH (f:BuildFailure)-[:IN]->(b) RETURN f.failure ORDER BY f.step, f.batch
} AS failures`;
