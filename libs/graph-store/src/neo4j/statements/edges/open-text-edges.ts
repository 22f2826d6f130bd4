/** Of one type. Parameters: graph, number, open, rows, the properties of edges, in order of id. Columns: count, of those whose nodes the build has. */
const open = (type: 'CITES' | 'CONTAINS' | 'NEXT'): string => `
UNWIND $rows AS row
MATCH (a:Article {graph: $graph, id: row.source}) WHERE a.since <= $number AND a.until > $number
MATCH (b:Article {graph: $graph, id: row.target}) WHERE b.since <= $number AND b.until > $number
CREATE (a)-[e:${type}]->(b)
SET e = row, e.graph = $graph, e.since = $number, e.until = $open
RETURN count(*) AS count`;

/** `NEXT` and `CONTAINS` are hierarchy edges, told apart by their relation. */
export const openTextEdges = { CITES: open('CITES'), CONTAINS: open('CONTAINS'), NEXT: open('NEXT') };
