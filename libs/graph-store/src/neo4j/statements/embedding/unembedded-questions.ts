/** Parameters: as unembeddedNodes'. Columns: owner, the question's id; text; of questions without a vector of the space, in order of id. */
export const unembeddedQuestions = `
MATCH (q:PseudoQuery {graph: $graph})
WHERE q.id > $after AND ($upTo IS NULL OR q.id <= $upTo)
  AND q.since <= $number AND q.until > $number
  AND NOT EXISTS { (:VectorLink {key: $space + '/' + q.id}) }
RETURN q.id AS owner, q.text AS text
ORDER BY q.id LIMIT $limit`;
