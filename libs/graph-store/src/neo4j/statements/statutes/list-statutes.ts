/** Parameters: graph, after (an id, or ''), text (part of a title or id, or ''), limit. Columns: record, JSON, in order of id. */
export const listStatutes = `
MATCH (s:Statute {graph: $graph})
WHERE s.id > $after AND (s.title CONTAINS $text OR s.id CONTAINS $text)
RETURN s.record AS record
ORDER BY s.id LIMIT $limit`;
