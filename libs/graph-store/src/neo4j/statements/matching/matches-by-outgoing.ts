/** Parameters: graph, number; after, an outgoing id or ''; upTo, null for none; limit. Columns: outgoing, incoming, source, target, score; in order of outgoing id. */
export const matchesByOutgoing = `
MATCH (o:PseudoQuery {graph: $graph, direction: 'outgoing'})
WHERE o.id > $after AND ($upTo IS NULL OR o.id <= $upTo) AND o.since <= $number AND o.until > $number
MATCH (o)-[m:MATCHES]->(i)
WHERE m.since <= $number AND m.until > $number AND i.until > $number
RETURN m.outgoing AS outgoing, m.incoming AS incoming, m.source AS source, m.target AS target, m.score AS score
ORDER BY o.id LIMIT $limit`;
