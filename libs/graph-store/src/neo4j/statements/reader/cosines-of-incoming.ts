/** Parameters: vector; embedding, the property with vectors of its space; graph, number; ids. Columns: id, score = (1 + cosine) / 2; no row for a question without a vector. */
export const cosinesOfIncoming = `
UNWIND $ids AS id
MATCH (q:PseudoQuery:Incoming {graph: $graph, id: id})
WHERE q.since <= $number AND q.until > $number AND q[$embedding] IS NOT NULL
RETURN id, vector.similarity.cosine(q[$embedding], $vector) AS score`;
