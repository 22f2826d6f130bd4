/** Parameters: graph. Columns: number, of the build of the graph that is being made; no row where none is. */
export const runningBuild = `
MATCH (b:Build {graph: $graph, state: 'running'})
RETURN b.number AS number`;
