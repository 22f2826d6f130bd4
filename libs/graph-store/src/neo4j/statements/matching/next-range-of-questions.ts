/** Parameters: graph, number, direction; after, an id or ''; size. Columns: from, to, count: the build's next so many questions, in order of id. */
export const nextRangeOfQuestions = `
MATCH (q:PseudoQuery {graph: $graph, direction: $direction})
WHERE q.id > $after AND q.since <= $number AND q.until > $number
WITH q.id AS id ORDER BY id LIMIT $size
RETURN min(id) AS from, max(id) AS to, count(*) AS count`;
