/** Parameters: graph. Columns: highest, the greatest number of a build of the graph, 0 before the first. */
export const highestBuild = `
MATCH (b:Build {graph: $graph})
RETURN coalesce(max(b.number), 0) AS highest`;
