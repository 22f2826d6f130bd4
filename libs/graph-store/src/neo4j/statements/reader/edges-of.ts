import { edgeProjection } from '../edges/edge-projection.js';

/** Parameters: graph, number; ids of articles; types of relationships. Columns: edge, each that touches one of them once, in order of id. */
export const edgesOf = `
UNWIND $ids AS id
MATCH (n:Article {graph: $graph, id: id})
WHERE n.since <= $number AND n.until > $number
MATCH (n)-[e:LEADS_TO|CITES|CONTAINS|NEXT]-()
WHERE type(e) IN $types AND e.since <= $number AND e.until > $number
WITH DISTINCT e
RETURN ${edgeProjection} AS edge
ORDER BY e.id`;
