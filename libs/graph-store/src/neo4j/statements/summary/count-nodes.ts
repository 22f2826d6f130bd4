/** Parameters: graph, number. Columns: level; live; count, of the build's articles and paragraphs. */
export const countNodes = `
MATCH (n:Article {graph: $graph})
WHERE n.since <= $number AND n.until > $number
RETURN n.level AS level, NOT n.repealed AND NOT n.abolished AS live, count(*) AS count`;
