/** Parameters: graph, number, ids of nodes. No columns. Ends the build's drafts and questions of the nodes, and the matches of those questions. */
export const closeQuestionsOfNodes = `
UNWIND $ids AS id
CALL (id) {
  MATCH (d:Draft {graph: $graph, nodeId: id})
  WHERE d.since <= $number AND d.until > $number
  FOREACH (kept IN CASE WHEN d.since < $number THEN [d] ELSE [] END | SET kept.until = $number)
  FOREACH (gone IN CASE WHEN d.since = $number THEN [d] ELSE [] END | DELETE gone)
}
CALL (id) {
  MATCH (q:PseudoQuery {graph: $graph, nodeId: id})
  WHERE q.since <= $number AND q.until > $number
  CALL (q) {
    MATCH (q)-[m:MATCHES]-()
    WHERE m.since <= $number AND m.until > $number
    FOREACH (kept IN CASE WHEN m.since < $number THEN [m] ELSE [] END | SET kept.until = $number)
    FOREACH (gone IN CASE WHEN m.since = $number THEN [m] ELSE [] END | DELETE gone)
  }
  FOREACH (kept IN CASE WHEN q.since < $number THEN [q] ELSE [] END | SET kept.until = $number)
  FOREACH (gone IN CASE WHEN q.since = $number THEN [q] ELSE [] END | DETACH DELETE gone)
}`;
