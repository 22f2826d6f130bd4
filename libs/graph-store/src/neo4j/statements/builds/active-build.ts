import { buildProjection } from './build-projection.js';

/** Parameters: graph. Columns: as findBuildNode's; no row where no build is active. */
export const activeBuild = `
MATCH (:Graph {key: $graph})-[:ACTIVE]->(b:Build)
RETURN ${buildProjection}`;
