import type { VersionedKind } from '../../versioned-kinds.js';

/** Parameters: graph; oldest, the first build that is kept; limit. Columns: count, of the rows that went; 0 when none is left. */
export const deleteEnded = ({ pattern, erase }: VersionedKind): string => `
MATCH ${pattern}
WHERE r.graph = $graph AND r.until <= $oldest
WITH r LIMIT $limit
${erase} r
RETURN count(*) AS count`;
