import type { ArticleNode, BuildSettings } from '@lexhop/graph-model';
import { isLive } from '@lexhop/graph-store';
import type { GraphBuildParts } from './graph-build-parts.js';
import { statuteIds } from './statute-ids.js';

/** A build that is only thought of. */
export interface PlannedBuild {
  readonly parts: GraphBuildParts;
  readonly graph: string;
  readonly settings: BuildSettings;
}

/** The nodes at every level of each statute that the build would be of, in order of position. */
export async function* wantedStatutes({
  parts,
  graph,
  settings,
}: PlannedBuild): AsyncGenerator<readonly ArticleNode[]> {
  const { statutes } = parts.stores;
  for await (const id of settings.statutes ? new Set(settings.statutes) : statuteIds(statutes, graph)) {
    const statute = await statutes.find(graph, id);
    if (statute) yield statute.nodes;
  }
}

/** Those of a statute's nodes that the build would draft and embed. */
export function liveNodes(statute: readonly ArticleNode[], { levels }: BuildSettings): readonly ArticleNode[] {
  return statute.filter((node) => levels.includes(node.level) && isLive(node));
}
