/**
 * Parameters: vector; embedding, the property with vectors of its space; graph, number; setAside; statutes; limit. Columns: id,
 * question, text, score = (1 + cosine) / 2: of the articles of these statutes the best incoming question each, the best first.
 * Compares every question of theirs, without an index.
 */
export const scanIncomingOfStatutes = `
CYPHER 25
UNWIND $statutes AS statute
MATCH (n:Article {graph: $graph})
WHERE n.id STARTS WITH statute + ':' AND n.since <= $number AND n.until > $number
  AND n.repealed IN $setAside AND n.abolished IN $setAside
MATCH (n)-[:ANSWERS]->(q:Incoming)
WHERE q.since <= $number AND q.until > $number AND q[$embedding] IS NOT NULL
WITH n.id AS id, q.id AS question, q.text AS text, vector.similarity.cosine(q[$embedding], $vector) AS score
ORDER BY score DESC, question
WITH id, collect({question: question, text: text, score: score})[0] AS best
RETURN id, best.question AS question, best.text AS text, best.score AS score
ORDER BY score DESC, id LIMIT $limit`;
