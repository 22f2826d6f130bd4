/** Parameters: graph, number. Columns: incoming, outgoing: how many questions of each direction the build has. */
export const countQuestions = `
MATCH (q:PseudoQuery {graph: $graph})
WHERE q.since <= $number AND q.until > $number
RETURN sum(CASE q.direction WHEN 'incoming' THEN 1 ELSE 0 END) AS incoming,
  sum(CASE q.direction WHEN 'outgoing' THEN 1 ELSE 0 END) AS outgoing`;
