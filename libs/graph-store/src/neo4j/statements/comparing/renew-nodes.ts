/** Parameters: graph, number, rows {id, renewed: properties; one that is null goes}. No columns. What changes without changing what a node says is renewed in its row. */
export const renewNodes = `
UNWIND $rows AS row
MATCH (n:Article {graph: $graph, id: row.id})
WHERE n.since <= $number AND n.until > $number
SET n += row.renewed`;
