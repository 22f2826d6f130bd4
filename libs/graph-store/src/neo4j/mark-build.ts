import type { BuildReference } from '@lexhop/graph-model';
import { buildKey } from './build-key.js';
import type { BuildProperties } from './build-node.js';
import type { Cypher } from './connection.js';
import { changeBuildNode } from './statements/builds/change-build.js';

/** Takes note of what the store alone needs to know of a build. */
export async function markBuild(
  cypher: Cypher,
  build: BuildReference,
  changed: Pick<BuildProperties, 'embedded' | 'emptied'>,
): Promise<void> {
  await cypher.rows(changeBuildNode, { key: buildKey(build), changed });
}
