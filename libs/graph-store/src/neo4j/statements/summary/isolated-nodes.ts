/** Parameters: graph, number, limit. Columns: id, of live nodes without a question or citation edge; in order. */
export const isolatedNodes = `
MATCH (n:Article {graph: $graph})
WHERE n.since <= $number AND n.until > $number AND NOT n.repealed AND NOT n.abolished
  AND NOT EXISTS { (n)-[e:LEADS_TO|CITES]-() WHERE e.since <= $number AND e.until > $number }
RETURN n.id AS id ORDER BY id LIMIT $limit`;
