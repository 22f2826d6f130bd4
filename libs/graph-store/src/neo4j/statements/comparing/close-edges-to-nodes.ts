/** Parameters: graph, number, ids of nodes. No columns. Ends the build's citation and hierarchy edges that lead to the nodes. */
export const closeEdgesToNodes = `
UNWIND $ids AS id
MATCH (n:Article {graph: $graph, id: id})
WHERE n.since <= $number AND n.until > $number
CALL (n) {
  MATCH (n)<-[e:CITES|CONTAINS|NEXT]-()
  WHERE e.since <= $number AND e.until > $number
  FOREACH (kept IN CASE WHEN e.since < $number THEN [e] ELSE [] END | SET kept.until = $number)
  FOREACH (gone IN CASE WHEN e.since = $number THEN [e] ELSE [] END | DELETE gone)
}`;
