/** Parameters: graph, number, ids of nodes. No columns. The build's rows of nodes answer and raise the build's questions of them. */
export const hangQuestions = `
UNWIND $ids AS id
MATCH (n:Article {graph: $graph, id: id})
WHERE n.since <= $number AND n.until > $number
MATCH (q:PseudoQuery {graph: $graph, nodeId: id})
WHERE q.since <= $number AND q.until > $number
FOREACH (incoming IN CASE WHEN q.direction = 'incoming' THEN [q] ELSE [] END | MERGE (n)-[:ANSWERS]->(incoming))
FOREACH (outgoing IN CASE WHEN q.direction = 'outgoing' THEN [q] ELSE [] END | MERGE (n)-[:RAISES]->(outgoing))`;
