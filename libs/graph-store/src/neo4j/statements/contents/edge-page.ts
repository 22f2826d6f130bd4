import { edgeProjection } from '../edges/edge-projection.js';

/** Of one type. Parameters: graph, number; after, an id or ''; limit. Columns: edge; in order of id. */
const page = (type: 'LEADS_TO' | 'CITES' | 'CONTAINS' | 'NEXT'): string => `
MATCH ()-[e:${type}]->()
WHERE e.graph = $graph AND e.id > $after AND e.since <= $number AND e.until > $number
RETURN ${edgeProjection} AS edge ORDER BY e.id LIMIT $limit`;

/** Each type has an index of its own, which gives its edges in order. */
export const edgePage = {
  LEADS_TO: page('LEADS_TO'),
  CITES: page('CITES'),
  CONTAINS: page('CONTAINS'),
  NEXT: page('NEXT'),
};
