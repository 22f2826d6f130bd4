/** Parameters: graph. No columns. The graph's node is there, made at its first write, and locked until the transaction ends. */
export const lockGraphNode = `
MERGE (g:Graph {key: $graph})
SET g.name = $graph`;
