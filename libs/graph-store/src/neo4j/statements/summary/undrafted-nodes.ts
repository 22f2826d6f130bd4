/** Parameters: graph, number, limit. Columns: count, of live nodes without any question; ids, the first of them, in order. */
export const undraftedNodes = `
MATCH (n:Article {graph: $graph})
WHERE n.since <= $number AND n.until > $number AND NOT n.repealed AND NOT n.abolished
  AND NOT EXISTS { (n)-[:ANSWERS|RAISES]->(q) WHERE q.since <= $number AND q.until > $number }
WITH n.id AS id ORDER BY id
WITH collect(id) AS ids
RETURN size(ids) AS count, ids[0..$limit] AS ids`;
