import { buildProjection } from './build-projection.js';

/** Parameters: key. Columns: build, its properties; failures as JSON, in order of step and batch. No row where there is none. */
export const findBuildNode = `
MATCH (b:Build {key: $key})
RETURN ${buildProjection}`;
