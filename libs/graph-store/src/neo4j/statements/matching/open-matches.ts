/** Parameters: graph, number, open, rows {outgoing, incoming, source, target, score} in order of outgoing. Columns: count, of those whose questions the build has. */
export const openMatches = `
UNWIND $rows AS row
MATCH (o:PseudoQuery {graph: $graph, direction: 'outgoing', id: row.outgoing})
WHERE o.since <= $number AND o.until > $number
MATCH (i:PseudoQuery {graph: $graph, direction: 'incoming', id: row.incoming})
WHERE i.since <= $number AND i.until > $number
CREATE (o)-[m:MATCHES]->(i)
SET m = row, m.graph = $graph, m.since = $number, m.until = $open
RETURN count(*) AS count`;
