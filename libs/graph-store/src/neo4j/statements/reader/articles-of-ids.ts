/** Parameters: graph, number; ids. Columns: node, in no promised order; no row for an id that the build has not. */
export const articlesOfIds = `
UNWIND $ids AS id
MATCH (n:Article {graph: $graph, id: id})
WHERE n.since <= $number AND n.until > $number
RETURN n{
  .id, .level, .statuteId, .statuteTitle, .number, .paragraph, .headingPath, .text, .language, .repealed, .abolished,
  .modifiedOn, .url, .position, .contentHash
} AS node`;
