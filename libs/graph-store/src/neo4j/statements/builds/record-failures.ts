/** Parameters: build, its key; rows {key, step, batch, failure as JSON} in order of key. No columns. One failure of a key, the latest. */
export const recordFailures = `
MATCH (b:Build {key: $build})
UNWIND $rows AS row
MERGE (f:BuildFailure {key: row.key})
SET f.step = row.step, f.batch = row.batch, f.failure = row.failure
MERGE (f)-[:IN]->(b)`;
