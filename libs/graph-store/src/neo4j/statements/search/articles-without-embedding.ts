/**
 * Parameters: graph, number; space, the hash of the space; property, in which rows carry their vector of it; after, an id or ''; limit.
 * Columns: id, key; bytes of the vector; of articles of the build that have one and do not carry it yet, in order of id.
 */
export const articlesWithoutEmbedding = `
MATCH (n:Article {graph: $graph})
WHERE n.id > $after AND n.since <= $number AND n.until > $number
  AND n[$property] IS NULL
MATCH (l:VectorLink {key: $space + '/' + n.owner})
WITH n.id AS id, n.key AS key, l ORDER BY id LIMIT $limit
MATCH (v:Vector {key: $space + '/' + l.hash})
RETURN id, key, v.bytes AS bytes ORDER BY id`;
