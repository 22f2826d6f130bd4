/** Parameters: graph, number. Columns: question, citation, hierarchy: how many edges of each kind the build has. */
export const countEdges = `
RETURN COUNT { MATCH ()-[e:LEADS_TO]->() WHERE e.graph = $graph AND e.since <= $number AND e.until > $number } AS question,
  COUNT { MATCH ()-[e:CITES]->() WHERE e.graph = $graph AND e.since <= $number AND e.until > $number } AS citation,
  COUNT { MATCH ()-[e:CONTAINS]->() WHERE e.graph = $graph AND e.since <= $number AND e.until > $number }
    + COUNT { MATCH ()-[e:NEXT]->() WHERE e.graph = $graph AND e.since <= $number AND e.until > $number } AS hierarchy`;
