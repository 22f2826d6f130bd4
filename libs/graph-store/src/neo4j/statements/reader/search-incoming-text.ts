/**
 * Parameters: index, a full-text index of incoming questions; query, in its language; graph, number; setAside; statutes, null for all; limit, of questions of
 * whatever build. Columns: seen, how many questions were looked at; hits {id, score}: the articles of the build that answer one,
 * as often as they do.
 */
export const searchIncomingText = `
CALL db.index.fulltext.queryNodes($index, $query, {limit: $limit}) YIELD node AS q, score
OPTIONAL MATCH (n:Article)-[:ANSWERS]->(q)
WHERE q.graph = $graph AND q.since <= $number AND q.until > $number
  AND n.since <= $number AND n.until > $number
  AND n.repealed IN $setAside AND n.abolished IN $setAside
  AND ($statutes IS NULL OR n.statuteId IN $statutes)
RETURN count(DISTINCT q) AS seen, collect(CASE WHEN n IS NOT NULL THEN {id: n.id, score: score} END) AS hits`;
