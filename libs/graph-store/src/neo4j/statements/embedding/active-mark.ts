/** Parameters: graph. Columns: embedded, whether the active build was seen to lack no vector; facts, its JSON; no row where none is active. */
export const activeMark = `
MATCH (:Graph {key: $graph})-[:ACTIVE]->(b:Build)
RETURN coalesce(b.embedded, false) AS embedded, b.facts AS facts`;
