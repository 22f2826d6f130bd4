/** Parameters: graph; properties of the build. No columns. */
export const insertBuild = `
MATCH (g:Graph {key: $graph})
CREATE (b:Build)-[:OF]->(g)
SET b = $properties`;
