/** Parameters: vector; embedding, the property with vectors of its space; graph, number; ids. Columns: id, score = (1 + cosine) / 2; no row for an article without a vector. */
export const cosinesOfArticles = `
UNWIND $ids AS id
MATCH (n:Article {graph: $graph, id: id})
WHERE n.since <= $number AND n.until > $number AND n[$embedding] IS NOT NULL
RETURN id, vector.similarity.cosine(n[$embedding], $vector) AS score`;
