/** Parameters: graph, number, ids. No columns. Ends the build's rows of the nodes. */
export const closeNodes = `
UNWIND $ids AS id
MATCH (n:Article {graph: $graph, id: id})
WHERE n.since <= $number AND n.until > $number
FOREACH (kept IN CASE WHEN n.since < $number THEN [n] ELSE [] END | SET kept.until = $number)
FOREACH (gone IN CASE WHEN n.since = $number THEN [n] ELSE [] END | DETACH DELETE gone)`;
