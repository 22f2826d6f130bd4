import { edgeProjection } from './edge-projection.js';

/**
 * Parameters: graph, number; from, to, ids of source nodes; types.
 * Columns: edge; key, the relationship's element id; isAlive: the build has it, or else closed it itself between nodes that it has.
 */
export const edgesInRange = `
MATCH (n:Article {graph: $graph})
WHERE n.id >= $from AND n.id <= $to AND n.since <= $number AND n.until > $number
MATCH (n)-[e:LEADS_TO|CITES|CONTAINS|NEXT]->(target)
WHERE type(e) IN $types AND e.since <= $number
  AND (e.until > $number OR (e.until = $number AND target.until > $number))
RETURN ${edgeProjection} AS edge, elementId(e) AS key, e.until > $number AS isAlive`;
