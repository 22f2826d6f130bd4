/** Parameters: graph, number, open, ids of nodes of the graph's statutes, in order. No columns. Opens a row of each, as the statute has it now. */
export const openStatuteNodes = `
UNWIND $ids AS id
MATCH (s:StatuteNode {key: $graph + '/' + id})
CREATE (n:Article)
SET n = properties(s), n.key = s.key + '/' + toString($number), n.owner = s.id + '@' + left(s.contentHash, 16),
  n.since = $number, n.until = $open`;
