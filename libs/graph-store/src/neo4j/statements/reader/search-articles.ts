import type { SpaceHash } from '../../space-hash.js';
import { articleIndex } from '../../space-indexes.js';

/**
 * Parameters: vector; graph, number; setAside, the values that repealed and abolished may have; limit. Columns: id, score =
 * (1 + cosine) / 2; the nearest articles of the build.
 */
export const searchArticles = (hash: SpaceHash): string => `
CYPHER 25
MATCH (n:Article)
SEARCH n IN (
  VECTOR INDEX ${articleIndex(hash)} FOR $vector
  WHERE n.graph = $graph AND n.since <= $number AND n.until > $number
    AND n.repealed IN $setAside AND n.abolished IN $setAside
  LIMIT $limit
) SCORE AS score
RETURN n.id AS id, score`;
