import { outline } from './outline.js';

/** Parameters: graph, number, ids. Columns: node, the outline of a node of the build. */
export const nodesOfIds = `
UNWIND $ids AS id
MATCH (n:Article {graph: $graph, id: id})
WHERE n.since <= $number AND n.until > $number
RETURN ${outline} AS node`;
