import { outline } from './outline.js';

/** Parameters: graph, number; after, an id or ''; limit. Columns: node, the outline of a node of the build; in order of id. */
export const presentNodes = `
MATCH (n:Article {graph: $graph})
WHERE n.id > $after AND n.since <= $number AND n.until > $number
RETURN ${outline} AS node ORDER BY n.id LIMIT $limit`;
