import type { SpaceHash } from '../../space-hash.js';
import { articleIndex } from '../../space-indexes.js';

/** As searchArticles, among articles of `statutes`. */
export const searchArticlesOfStatutes = (hash: SpaceHash): string => `
CYPHER 25
MATCH (n:Article)
SEARCH n IN (
  VECTOR INDEX ${articleIndex(hash)} FOR $vector
  WHERE n.graph = $graph AND n.since <= $number AND n.until > $number
    AND n.repealed IN $setAside AND n.abolished IN $setAside AND n.statuteId IN $statutes
  LIMIT $limit
) SCORE AS score
RETURN n.id AS id, score`;
