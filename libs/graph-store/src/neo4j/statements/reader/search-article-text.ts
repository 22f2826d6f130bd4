/**
 * Parameters: index, a full-text index of articles; query, in its language; graph, number; setAside; statutes, null for all; limit, of articles of
 * whatever build. Columns: seen, how many articles were looked at; hits {id, score}: those of the build.
 */
export const searchArticleText = `
CALL db.index.fulltext.queryNodes($index, $query, {limit: $limit}) YIELD node AS n, score
WITH n, score, n.graph = $graph AND n.since <= $number AND n.until > $number
  AND n.repealed IN $setAside AND n.abolished IN $setAside
  AND ($statutes IS NULL OR n.statuteId IN $statutes) AS wanted
RETURN count(*) AS seen, collect(CASE WHEN wanted THEN {id: n.id, score: score} END) AS hits`;
