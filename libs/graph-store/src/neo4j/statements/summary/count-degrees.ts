/** Parameters: graph, number. Columns: degree, the question and citation edges of a live node in both directions; nodes, how many have it. */
export const countDegrees = `
MATCH (n:Article {graph: $graph})
WHERE n.since <= $number AND n.until > $number AND NOT n.repealed AND NOT n.abolished
RETURN COUNT { (n)-[e:LEADS_TO|CITES]-() WHERE e.since <= $number AND e.until > $number } AS degree, count(*) AS nodes`;
