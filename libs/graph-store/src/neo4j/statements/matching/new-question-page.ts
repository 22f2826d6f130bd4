/** Parameters and columns: as questionPage's; of questions that the build opened itself, found by that. */
export const newQuestionPage = `
MATCH (q:PseudoQuery {graph: $graph, since: $number})
WHERE q.direction = $direction AND q.id > $after AND ($upTo IS NULL OR q.id <= $upTo) AND q.until > $number
WITH q ORDER BY q.id LIMIT $limit
OPTIONAL MATCH (l:VectorLink {key: $space + '/' + q.id})
OPTIONAL MATCH (v:Vector {key: $space + '/' + l.hash})
RETURN q.id AS id, q.nodeId AS nodeId, q.keywords AS keywords, true AS isNew, v.bytes AS bytes
ORDER BY id`;
