import { nodeProjection } from '../node-projection.js';

/** Parameters: graph, number; from, to, ids. Columns: node; isNew, whether the build opened its row. In order of id. */
export const nodesOfRange = `
MATCH (n:Article {graph: $graph})
WHERE n.id >= $from AND n.id <= $to AND n.since <= $number AND n.until > $number
RETURN ${nodeProjection} AS node, n.since = $number AS isNew ORDER BY n.id`;
