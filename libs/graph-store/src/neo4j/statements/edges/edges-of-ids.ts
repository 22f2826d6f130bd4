import { edgeProjection } from './edge-projection.js';

/** Parameters: graph, number, rows {id, source}. Columns: as edgesInRange's, of the edges of these ids. */
export const edgesOfIds = `
UNWIND $rows AS row
MATCH (n:Article {graph: $graph, id: row.source})
WHERE n.since <= $number AND n.until > $number
MATCH (n)-[e:LEADS_TO|CITES|CONTAINS|NEXT]->(target)
WHERE e.id = row.id AND e.since <= $number
  AND (e.until > $number OR (e.until = $number AND target.until > $number))
RETURN ${edgeProjection} AS edge, elementId(e) AS key, e.until > $number AS isAlive`;
