/**
 * Parameters: graph. Columns: outcome ('usable', 'other' text, 'unknown' article), count, ids: at most 100 articles, in order.
 * An entry has the key of the node it is for.
 */
export const fitBank = `
MATCH (e:BankEntry {graph: $graph}) WHERE e.article IS NOT NULL
OPTIONAL MATCH (n:StatuteNode {key: e.key})
WITH e.article AS article, CASE
  WHEN n IS NULL THEN 'unknown'
  WHEN e.contentHash <> n.contentHash THEN 'other'
  ELSE 'usable' END AS outcome
ORDER BY article
RETURN outcome, count(*) AS count, collect(article)[..100] AS ids`;
