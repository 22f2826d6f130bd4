import { edgeProjection } from './edge-projection.js';

/** Parameters: graph, number; sources, ids of nodes; types. Columns: as edgesInRange's, of the edges that leave these nodes. */
export const edgesOfSources = `
UNWIND $sources AS source
MATCH (n:Article {graph: $graph, id: source})
WHERE n.since <= $number AND n.until > $number
MATCH (n)-[e:LEADS_TO|CITES|CONTAINS|NEXT]->(target)
WHERE type(e) IN $types AND e.since <= $number
  AND (e.until > $number OR (e.until = $number AND target.until > $number))
RETURN ${edgeProjection} AS edge, elementId(e) AS key, e.until > $number AS isAlive`;
