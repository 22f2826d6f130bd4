/**
 * Parameters: graph, number; ids of articles; types of relationships. Columns: those of a relationship that touches one of them,
 * each once, in order of id; null for what its type has not.
 */
export const edgesOf = `
UNWIND $ids AS id
MATCH (n:Article {graph: $graph, id: id})
WHERE n.since <= $number AND n.until > $number
MATCH (n)-[e:LEADS_TO|CITES|CONTAINS|NEXT]-()
WHERE type(e) IN $types AND e.since <= $number AND e.until > $number
WITH DISTINCT e
RETURN type(e) AS type, e.id AS id, e.source AS source, e.target AS target,
  e.outgoingQuestion AS outgoingQuestion, e.incomingQuestion AS incomingQuestion,
  e.question AS question, e.keywords AS keywords, e.score AS score,
  e.text AS text, e.mutatisMutandis AS mutatisMutandis
ORDER BY id`;
