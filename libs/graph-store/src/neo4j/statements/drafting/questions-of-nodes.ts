/**
 * Parameters: graph, number, ids of nodes.
 * Columns: key; id, nodeId, direction, text, keywords, draftedBy; isAlive: the build has it, or else closed it itself.
 */
export const questionsOfNodes = `
UNWIND $ids AS id
MATCH (q:PseudoQuery {graph: $graph, nodeId: id})
WHERE q.since <= $number AND q.until >= $number
RETURN q.key AS key, q.id AS id, q.nodeId AS nodeId, q.direction AS direction, q.text AS text,
  q.keywords AS keywords, q.draftedBy AS draftedBy, q.until > $number AS isAlive`;
