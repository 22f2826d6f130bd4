/**
 * Parameters: graph, number; after, a node's id or ''; upTo, null for none; limit.
 * Columns: as matchesByOutgoing's, of whole sources: of as many as the limit matches need.
 */
export const matchesBySource = `
CALL () {
  MATCH (o:PseudoQuery {graph: $graph})
  WHERE o.nodeId > $after AND ($upTo IS NULL OR o.nodeId <= $upTo) AND o.direction = 'outgoing'
    AND o.since <= $number AND o.until > $number
  MATCH (o)-[m:MATCHES]->(i)
  WHERE m.since <= $number AND m.until > $number AND i.until > $number
  WITH o.nodeId AS source ORDER BY source LIMIT $limit
  RETURN max(source) AS last
}
MATCH (o:PseudoQuery {graph: $graph})
WHERE o.nodeId > $after AND o.nodeId <= last AND o.direction = 'outgoing'
  AND o.since <= $number AND o.until > $number
MATCH (o)-[m:MATCHES]->(i)
WHERE m.since <= $number AND m.until > $number AND i.until > $number
RETURN m.outgoing AS outgoing, m.incoming AS incoming, m.source AS source, m.target AS target, m.score AS score
ORDER BY outgoing`;
