/**
 * Parameters: graph, number; space, the hash of the space; after, an owner or ''; upTo, null for none; limit.
 * Columns: owner, statuteTitle, headingPath, text, of live nodes without a vector of the space; in order of owner.
 */
export const unembeddedNodes = `
MATCH (n:Article {graph: $graph})
WHERE n.owner > $after AND ($upTo IS NULL OR n.owner <= $upTo)
  AND n.since <= $number AND n.until > $number AND NOT n.repealed AND NOT n.abolished
  AND NOT EXISTS { (:VectorLink {key: $space + '/' + n.owner}) }
RETURN n.owner AS owner, n.statuteTitle AS statuteTitle, n.headingPath AS headingPath, n.text AS text
ORDER BY n.owner LIMIT $limit`;
