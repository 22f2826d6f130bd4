/**
 * Parameters: graph, number, open, rows {id, source, target, outgoingQuestion, incomingQuestion, score} in order of id.
 * Columns: count, of those whose nodes and questions the build has. Text and keywords are read from the questions, for whoever browses.
 */
export const openQuestionEdges = `
UNWIND $rows AS row
MATCH (a:Article {graph: $graph, id: row.source}) WHERE a.since <= $number AND a.until > $number
MATCH (b:Article {graph: $graph, id: row.target}) WHERE b.since <= $number AND b.until > $number
MATCH (o:PseudoQuery {graph: $graph, direction: 'outgoing', id: row.outgoingQuestion})
WHERE o.since <= $number AND o.until > $number
MATCH (i:PseudoQuery {graph: $graph, direction: 'incoming', id: row.incomingQuestion})
WHERE i.since <= $number AND i.until > $number
CREATE (a)-[e:LEADS_TO]->(b)
SET e = row, e.graph = $graph, e.question = i.text, e.since = $number, e.until = $open,
  e.keywords = i.keywords + [word IN o.keywords WHERE NOT word IN i.keywords]
RETURN count(*) AS count`;
