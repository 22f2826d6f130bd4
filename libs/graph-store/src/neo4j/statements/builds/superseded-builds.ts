/** Parameters: graph. Columns: number, of each kept build before the active one; newest first. */
export const supersededBuilds = `
MATCH (:Graph {key: $graph})-[:ACTIVE]->(active:Build)
MATCH (b:Build {graph: $graph, state: 'superseded'})
WHERE b.number < active.number
RETURN b.number AS number ORDER BY number DESC`;
