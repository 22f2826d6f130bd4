/** Parameters: graph, number. Columns: number, of every build above it whose rows may still be there; newest first. */
export const buildsAbove = `
MATCH (b:Build {graph: $graph})
WHERE b.number > $number AND (b.state <> 'abandoned' OR b.dropping)
RETURN b.number AS number ORDER BY number DESC`;
