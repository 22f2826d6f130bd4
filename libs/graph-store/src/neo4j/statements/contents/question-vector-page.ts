/** Parameters: graph, number, direction; space, the hash of the space; after, an id or ''; limit. Columns: id; bytes of the vector; of questions that have one, in order of id. */
export const questionVectorPage = `
MATCH (q:PseudoQuery {graph: $graph, direction: $direction})
WHERE q.id > $after AND q.since <= $number AND q.until > $number
MATCH (l:VectorLink {key: $space + '/' + q.id})
WITH q.id AS id, l ORDER BY id LIMIT $limit
MATCH (v:Vector {key: $space + '/' + l.hash})
RETURN id, v.bytes AS bytes ORDER BY id`;
