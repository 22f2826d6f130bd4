/** Parameters: graph, number, sources, ids of nodes; after, an outgoing id or ''; upTo, null for none; limit. Columns: as matchesByOutgoing's, of what these nodes raised. */
export const matchesOfSources = `
UNWIND $sources AS source
MATCH (o:PseudoQuery {graph: $graph, nodeId: source})-[m:MATCHES]->(i)
WHERE o.id > $after AND ($upTo IS NULL OR o.id <= $upTo) AND o.until > $number
  AND m.since <= $number AND m.until > $number AND i.until > $number
RETURN m.outgoing AS outgoing, m.incoming AS incoming, m.source AS source, m.target AS target, m.score AS score
ORDER BY outgoing LIMIT $limit`;
