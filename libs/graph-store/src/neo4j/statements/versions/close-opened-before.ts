import type { VersionedKind } from '../../versioned-kinds.js';

/** Parameters: graph; number, of the build that closes; open, the end of a row that none has ended; limit. Columns: count, of the rows of builds before that were closed; 0 when none is left. */
export const closeOpenedBefore = ({ pattern }: VersionedKind): string => `
MATCH ${pattern}
WHERE r.graph = $graph AND r.until = $open AND r.since < $number
WITH r LIMIT $limit
SET r.until = $number
RETURN count(*) AS count`;
