/** Parameters: graph, number, ids of nodes. No columns. Ends the build's edges that leave the nodes, and the question edges that lead to them. */
export const closeEdgesOfNodes = `
UNWIND $ids AS id
MATCH (n:Article {graph: $graph, id: id})
WHERE n.since <= $number AND n.until > $number
CALL (n) {
  MATCH (n)-[e:LEADS_TO|CITES|CONTAINS|NEXT]-()
  WHERE e.since <= $number AND e.until > $number AND (startNode(e) = n OR type(e) = 'LEADS_TO')
  FOREACH (kept IN CASE WHEN e.since < $number THEN [e] ELSE [] END | SET kept.until = $number)
  FOREACH (gone IN CASE WHEN e.since = $number THEN [e] ELSE [] END | DELETE gone)
}`;
