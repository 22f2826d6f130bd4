import type { SpaceHash } from '../../space-hash.js';
import { incomingIndex } from '../../space-indexes.js';

/**
 * Parameters: vector; graph, number; limit. Columns: id, statuteId and setAside of the article that answers; question, text;
 * score = (1 + cosine) / 2; the nearest incoming questions of the build.
 */
export const searchIncoming = (hash: SpaceHash): string => `
CYPHER 25
MATCH (q:Incoming)
SEARCH q IN (
  VECTOR INDEX ${incomingIndex(hash)} FOR $vector
  WHERE q.graph = $graph AND q.since <= $number AND q.until > $number
  LIMIT $limit
) SCORE AS score
MATCH (n:Article)-[:ANSWERS]->(q)
WHERE n.since <= $number AND n.until > $number
RETURN n.id AS id, n.statuteId AS statuteId, n.repealed OR n.abolished AS setAside,
  q.id AS question, q.text AS text, score`;
