/** Parameters: graph, number; space, the hash of the space; after, an id or ''; limit. Columns: id; bytes of the vector; of nodes that have one, in order of id. */
export const nodeVectorPage = `
MATCH (n:Article {graph: $graph})
WHERE n.id > $after AND n.since <= $number AND n.until > $number
MATCH (l:VectorLink {key: $space + '/' + n.owner})
WITH n.id AS id, l ORDER BY id LIMIT $limit
MATCH (v:Vector {key: $space + '/' + l.hash})
RETURN id, v.bytes AS bytes ORDER BY id`;
