/** Parameters: graph, number; after, an id or ''; limit. Columns: id, nodeId, direction, text, keywords, draftedBy; in order of id. */
export const pseudoQueryPage = `
MATCH (q:PseudoQuery {graph: $graph})
WHERE q.id > $after AND q.since <= $number AND q.until > $number
RETURN q.id AS id, q.nodeId AS nodeId, q.direction AS direction, q.text AS text, q.keywords AS keywords,
  q.draftedBy AS draftedBy
ORDER BY q.id LIMIT $limit`;
