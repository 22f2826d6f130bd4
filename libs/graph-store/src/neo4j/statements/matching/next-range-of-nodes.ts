/** Parameters: graph, number; after, an id or ''; size. Columns: from, to, count: the next so many nodes of the build, in order of id. */
export const nextRangeOfNodes = `
MATCH (n:Article {graph: $graph})
WHERE n.id > $after AND n.since <= $number AND n.until > $number
WITH n.id AS id ORDER BY id LIMIT $size
RETURN min(id) AS from, max(id) AS to, count(*) AS count`;
