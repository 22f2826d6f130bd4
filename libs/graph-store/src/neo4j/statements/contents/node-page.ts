import { nodeProjection } from '../node-projection.js';

/** Parameters: graph, number; after, an id or ''; limit. Columns: node; in order of id. */
export const nodePage = `
MATCH (n:Article {graph: $graph})
WHERE n.id > $after AND n.since <= $number AND n.until > $number
RETURN ${nodeProjection} AS node ORDER BY n.id LIMIT $limit`;
