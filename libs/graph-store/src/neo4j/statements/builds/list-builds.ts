import { buildProjection } from './build-projection.js';

/**
 * Parameters: graph, states and before, each null for all; limit.
 * Columns: as findBuildNode's; newest first, of one graph by number, of all by date.
 */
export const listBuilds = `
MATCH (b:Build)
WHERE ($graph IS NULL OR b.graph = $graph)
  AND ($states IS NULL OR b.state IN $states)
  AND ($before IS NULL OR b.number < $before)
WITH b ORDER BY CASE WHEN $graph IS NULL THEN b.createdAt END DESC, b.graph, b.number DESC LIMIT $limit
RETURN ${buildProjection}`;
