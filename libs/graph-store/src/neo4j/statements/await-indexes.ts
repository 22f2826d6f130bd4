/** Parameters: seconds. A query that needs an index which is still being made does not fail: it waits, which must not happen to a request. */
export const awaitIndexes = `CALL db.awaitIndexes($seconds)`;
