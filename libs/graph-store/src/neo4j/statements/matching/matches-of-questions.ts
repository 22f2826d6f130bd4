/**
 * Parameters: graph, number, ids of outgoing questions.
 * Columns: outgoing, incoming, source, target, score; key, the relationship's element id; isAlive: the build has it, or else closed it itself between questions that it has.
 */
export const matchesOfQuestions = `
UNWIND $ids AS id
MATCH (o:PseudoQuery {graph: $graph, direction: 'outgoing', id: id})-[m:MATCHES]->(i)
WHERE m.since <= $number AND (m.until > $number OR (m.until = $number AND o.until > $number AND i.until > $number))
RETURN m.outgoing AS outgoing, m.incoming AS incoming, m.source AS source, m.target AS target, m.score AS score,
  elementId(m) AS key, m.until > $number AS isAlive`;
