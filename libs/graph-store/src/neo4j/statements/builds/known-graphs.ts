/** No parameters. Columns: name; active, the number of the active build or null. Graphs with statutes or builds, by name. */
export const knownGraphs = `
MATCH (g:Graph)
WHERE EXISTS { (:Build)-[:OF]->(g) } OR EXISTS { MATCH (s:Statute {graph: g.key}) }
OPTIONAL MATCH (g)-[:ACTIVE]->(b:Build)
RETURN g.key AS name, b.number AS active ORDER BY name`;
