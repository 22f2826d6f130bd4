/** Parameters: graph; build, the key of the one that becomes active. No columns. */
export const pointToActive = `
MATCH (g:Graph {key: $graph})
OPTIONAL MATCH (g)-[before:ACTIVE]->()
DELETE before
WITH DISTINCT g
MATCH (b:Build {key: $build})
CREATE (g)-[:ACTIVE]->(b)`;
