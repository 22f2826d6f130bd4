/** Parameters: graph, number. Columns: incoming, outgoing: how many questions of each direction the build has. */
export const countQuestions = `
RETURN COUNT { MATCH (q:Incoming {graph: $graph}) WHERE q.since <= $number AND q.until > $number } AS incoming,
  COUNT { MATCH (q:Outgoing {graph: $graph}) WHERE q.since <= $number AND q.until > $number } AS outgoing`;
