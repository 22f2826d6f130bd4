/** Parameters: graph, number. Columns: bin, from 0 to 9, of a question edge's score in tenths; count. */
export const countScores = `
MATCH ()-[e:LEADS_TO]->()
WHERE e.graph = $graph AND e.since <= $number AND e.until > $number
WITH toInteger(floor(e.score * 10)) AS tenths
RETURN CASE WHEN tenths > 9 THEN 9 ELSE tenths END AS bin, count(*) AS count`;
