/**
 * Parameters: graph, number, open, ids of nodes whose row has just been followed by another one. No columns.
 * A citation names a node, not its text: edges that lead to the old row end there and begin again at the new one.
 */
export const moveEdges = `
UNWIND $ids AS id
MATCH (new:Article {key: $graph + '/' + id + '/' + toString($number)})
MATCH (old:Article {graph: $graph, id: id, until: $number})
CALL (old, new) {
  MATCH (old)<-[e:CITES]-(from)
  WHERE e.since < $number AND e.until = $open
  CREATE (from)-[moved:CITES]->(new)
  SET moved = properties(e), moved.since = $number, e.until = $number
}
CALL (old, new) {
  MATCH (old)<-[e:CONTAINS]-(from)
  WHERE e.since < $number AND e.until = $open
  CREATE (from)-[moved:CONTAINS]->(new)
  SET moved = properties(e), moved.since = $number, e.until = $number
}
CALL (old, new) {
  MATCH (old)<-[e:NEXT]-(from)
  WHERE e.since < $number AND e.until = $open
  CREATE (from)-[moved:NEXT]->(new)
  SET moved = properties(e), moved.since = $number, e.until = $number
}`;
