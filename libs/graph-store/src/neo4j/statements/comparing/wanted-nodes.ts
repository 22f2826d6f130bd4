import { outline } from './outline.js';

/** Parameters: graph; levels; statutes, null for all; after, an id or ''; limit. Columns: node, the outline of a node of the graph's statutes; in order of id. */
export const wantedNodes = `
MATCH (n:StatuteNode {graph: $graph})
WHERE n.id > $after AND n.level IN $levels AND ($statutes IS NULL OR n.statuteId IN $statutes)
RETURN ${outline} AS node ORDER BY n.id LIMIT $limit`;
