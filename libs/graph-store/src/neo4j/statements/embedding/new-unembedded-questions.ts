/** Parameters and columns: as unembeddedQuestions'; of rows that the build opened itself, found by that. */
export const newUnembeddedQuestions = `
MATCH (q:PseudoQuery {graph: $graph, since: $number})
WHERE q.id > $after AND ($upTo IS NULL OR q.id <= $upTo) AND q.until > $number
  AND NOT EXISTS { (:VectorLink {key: $space + '/' + q.id}) }
RETURN q.id AS owner, q.text AS text
ORDER BY q.id LIMIT $limit`;
