import { nodeProjection } from '../node-projection.js';

/** Parameters: graph, number; after, an id or ''; setAside; statutes, null for all; limit. Columns: node, in order of id. */
export const listArticles = `
MATCH (n:Article {graph: $graph})
WHERE n.id > $after AND n.since <= $number AND n.until > $number
  AND n.repealed IN $setAside AND n.abolished IN $setAside
  AND ($statutes IS NULL OR n.statuteId IN $statutes)
RETURN ${nodeProjection} AS node
ORDER BY n.id LIMIT $limit`;
