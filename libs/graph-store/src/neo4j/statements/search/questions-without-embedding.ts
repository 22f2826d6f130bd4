/** Parameters and columns: as articlesWithoutEmbedding's, of incoming questions. */
export const questionsWithoutEmbedding = `
MATCH (q:PseudoQuery {graph: $graph, direction: 'incoming'})
WHERE q.id > $after AND q.since <= $number AND q.until > $number AND q[$property] IS NULL
MATCH (l:VectorLink {key: $space + '/' + q.id})
WITH q.id AS id, q.key AS key, l ORDER BY id LIMIT $limit
MATCH (v:Vector {key: $space + '/' + l.hash})
RETURN id, key, v.bytes AS bytes ORDER BY id`;
