/**
 * Parameters: graph, number, direction; space, the hash of the space; after, an id or ''; upTo, null for none; limit.
 * Columns: id, nodeId, keywords, isNew; bytes of its vector, null where it has none. In order of id.
 */
export const questionPage = `
MATCH (q:PseudoQuery {graph: $graph, direction: $direction})
WHERE q.id > $after AND ($upTo IS NULL OR q.id <= $upTo) AND q.since <= $number AND q.until > $number
WITH q ORDER BY q.id LIMIT $limit
OPTIONAL MATCH (l:VectorLink {key: $space + '/' + q.id})
OPTIONAL MATCH (v:Vector {key: $space + '/' + l.hash})
RETURN q.id AS id, q.nodeId AS nodeId, q.keywords AS keywords, q.since = $number AS isNew, v.bytes AS bytes
ORDER BY id`;
