import type { VersionedKind } from '../../versioned-kinds.js';

/** Parameters: graph; number, of the build that opened the rows; limit. Columns: count, of the rows that went; 0 when none is left. */
export const deleteOpened = ({ pattern, erase }: VersionedKind): string => `
MATCH ${pattern}
WHERE r.graph = $graph AND r.since = $number
WITH r LIMIT $limit
${erase} r
RETURN count(*) AS count`;
