/**
 * Parameters: graph, number. Columns: id, of nodes of the build that raised a question of which it opened or closed a match, or that lost a question edge; each once, in order.
 */
export const rematchedNodes = `
CALL () {
  MATCH ()-[m:MATCHES]->() WHERE m.graph = $graph AND m.since = $number RETURN m.source AS id
  UNION
  MATCH ()-[m:MATCHES]->() WHERE m.graph = $graph AND m.until = $number RETURN m.source AS id
  UNION
  MATCH ()-[e:LEADS_TO]->() WHERE e.graph = $graph AND e.until = $number RETURN e.source AS id
}
WITH DISTINCT id
WHERE EXISTS { MATCH (n:Article {graph: $graph, id: id}) WHERE n.since <= $number AND n.until > $number }
RETURN id ORDER BY id`;
