/** Parameters: graph, oldest. No columns. Kept builds before the oldest can't be read any more. */
export const abandonSuperseded = `
MATCH (b:Build {graph: $graph, state: 'superseded'})
WHERE b.number < $oldest
SET b.state = 'abandoned'`;
