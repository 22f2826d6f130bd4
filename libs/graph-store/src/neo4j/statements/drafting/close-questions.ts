/** Parameters: number, keys of question rows that the build has. No columns. Ends them, their matches and their question edges. */
export const closeQuestions = `
UNWIND $keys AS key
MATCH (q:PseudoQuery {key: key})
CALL (q) {
  MATCH (q)-[m:MATCHES]-()
  WHERE m.since <= $number AND m.until > $number
  FOREACH (kept IN CASE WHEN m.since < $number THEN [m] ELSE [] END | SET kept.until = $number)
  FOREACH (gone IN CASE WHEN m.since = $number THEN [m] ELSE [] END | DELETE gone)
}
CALL (q) {
  MATCH (n:Article {graph: q.graph, id: q.nodeId})-[e:LEADS_TO]-()
  WHERE e.since <= $number AND e.until > $number
    AND ((startNode(e) = n AND e.outgoingQuestion = q.id) OR (endNode(e) = n AND e.incomingQuestion = q.id))
  FOREACH (kept IN CASE WHEN e.since < $number THEN [e] ELSE [] END | SET kept.until = $number)
  FOREACH (gone IN CASE WHEN e.since = $number THEN [e] ELSE [] END | DELETE gone)
}
FOREACH (kept IN CASE WHEN q.since < $number THEN [q] ELSE [] END | SET kept.until = $number)
FOREACH (gone IN CASE WHEN q.since = $number THEN [q] ELSE [] END | DETACH DELETE gone)`;
