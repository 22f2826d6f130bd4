import type { VersionedKind } from '../../versioned-kinds.js';

/** Parameters: graph; number, of the build that closed the rows; open, the end of a row that none has ended; limit. Columns: count, of the rows reopened; 0 when none is left. */
export const reopenClosed = ({ pattern }: VersionedKind): string => `
MATCH ${pattern}
WHERE r.graph = $graph AND r.until = $number
WITH r LIMIT $limit
SET r.until = $open
RETURN count(*) AS count`;
