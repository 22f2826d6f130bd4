import { nodeProjection } from '../node-projection.js';

/** Parameters: graph, number; ids. Columns: node, in no promised order; no row for an id that the build has not. */
export const articlesOfIds = `
UNWIND $ids AS id
MATCH (n:Article {graph: $graph, id: id})
WHERE n.since <= $number AND n.until > $number
RETURN ${nodeProjection} AS node`;
