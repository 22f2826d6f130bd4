/** Parameters: graph. Columns: statutes; articles and paragraphs, each {live, repealed}. One row, of zeros for no graph. */
export const countStatutes = `
MATCH (s:Statute {graph: $graph}) WHERE s.id IS NOT NULL
RETURN count(s) AS statutes,
  {live: sum(s.liveArticles), repealed: sum(s.repealedArticles)} AS articles,
  {live: sum(s.liveParagraphs), repealed: sum(s.repealedParagraphs)} AS paragraphs`;
