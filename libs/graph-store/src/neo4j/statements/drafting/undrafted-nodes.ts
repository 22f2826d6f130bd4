import { nodeProjection } from '../node-projection.js';

/**
 * Parameters: graph, number; after, an id or ''; upTo and fallbackKey, null for none; importKey; limit.
 * Columns: node; bankEntry, the bank's for this very text or null; draftingKey, the one that is wanted. In order of id.
 */
export const undraftedNodes = `
MATCH (n:Article {graph: $graph})
WHERE n.id > $after AND ($upTo IS NULL OR n.id <= $upTo)
  AND n.since <= $number AND n.until > $number AND NOT n.repealed AND NOT n.abolished
OPTIONAL MATCH (b:BankEntry {key: $graph + '/' + n.id})
WHERE b.contentHash IS NULL OR b.contentHash = n.contentHash
WITH n, b, coalesce(b.draftingKey, $fallbackKey) AS wanted
WHERE wanted IS NOT NULL AND NOT EXISTS {
  MATCH (d:Draft {graph: $graph, nodeId: n.id})
  WHERE d.since <= $number AND d.until > $number AND d.contentHash = n.contentHash
    AND (d.draftingKey = wanted OR (b IS NULL AND d.draftingKey = $importKey))
}
RETURN ${nodeProjection} AS node,
  b {.article, .contentHash, .incoming, .outgoing, .draftedBy} AS bankEntry, wanted AS draftingKey
ORDER BY n.id LIMIT $limit`;
