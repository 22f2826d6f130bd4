/** Parameters and columns: as unembeddedNodes'; of rows that the build opened itself, found by that. */
export const newUnembeddedNodes = `
MATCH (n:Article {graph: $graph, since: $number})
WHERE n.owner > $after AND ($upTo IS NULL OR n.owner <= $upTo)
  AND n.until > $number AND NOT n.repealed AND NOT n.abolished
  AND NOT EXISTS { (:VectorLink {key: $space + '/' + n.owner}) }
RETURN n.owner AS owner, n.statuteTitle AS statuteTitle, n.headingPath AS headingPath, n.text AS text
ORDER BY n.owner LIMIT $limit`;
