import type { ArticleNode, Build, BuildRun } from '@lexhop/graph-model';
import { isSameNode } from '../live-node.js';
import { vectorOwnerOf } from '../vector-store.js';
import { buildKey } from './build-key.js';
import { batchesOf } from './batches-of.js';
import type { BuildNode } from './build-node.js';
import type { Cypher, Neo4jConnection } from './connection.js';
import { currentRun } from './current-run.js';
import { markBuild } from './mark-build.js';
import { type Outline, renewedOf } from './outline.js';
import { replaceNodes } from './replace-nodes.js';
import { findBuildNode } from './statements/builds/find-build.js';
import { nodesOfIds } from './statements/comparing/nodes-of-ids.js';
import { openNodes } from './statements/comparing/open-nodes.js';
import { openEnd, versionedKinds } from './versioned-kinds.js';
import { closeRowsBefore } from './versioned-rows.js';

/** A build that is not made from the active one begins with nothing: at its first nodes, all rows of the builds before are ended. */
export async function emptyOnce(connection: Neo4jConnection, run: BuildRun): Promise<void> {
  const [found] = await connection.rows<BuildNode>(findBuildNode, { key: buildKey(run) });
  const build = await connection.write((cypher) => currentRun(cypher, run));
  if (build.settings.from === 'active' || found?.build.emptied) return;
  await closeRowsBefore(connection, versionedKinds, run);
  await connection.write(async (cypher) => markBuild(cypher, await currentRun(cypher, run), { emptied: true }));
}

/** Makes these nodes, in order of id, the build's rows of their ids. */
export async function replaceNodesBy(cypher: Cypher, build: Build, nodes: readonly ArticleNode[]): Promise<void> {
  const { graph, number } = build;
  const wanted = new Map(nodes.map((node) => [node.id, node]));
  const found = await cypher.rows<{ node: Outline }>(nodesOfIds, { graph, number, ids: [...wanted.keys()] });
  const present = new Map(found.map(({ node }) => [node.id, node]));
  const stays = (node: ArticleNode, outline = present.get(node.id)) => outline && isSameNode(outline, node);
  const renewed = nodes.flatMap((node) => {
    const outline = present.get(node.id);
    const fields = outline && isSameNode(outline, node) ? renewedOf(outline, node) : undefined;
    return fields ? [{ id: node.id, renewed: fields }] : [];
  });
  const changes = {
    opened: nodes.filter((node) => !present.has(node.id)).map(({ id }) => id),
    changed: nodes.filter((node) => present.has(node.id) && !stays(node)).map(({ id }) => id),
    gone: [],
    renewed,
  };
  const open = async (ids: readonly string[]) => {
    const rows = ids.flatMap((id) => articleRows(build, wanted.get(id)));
    for (const part of batchesOf(rows)) await cypher.rows(openNodes, { rows: part });
  };
  await replaceNodes(cypher, build, changes, open);
}

/** The properties of a node's new row. */
function articleRows({ graph, number }: Build, node: ArticleNode | undefined): readonly object[] {
  if (!node) return [];
  const key = `${graph}/${node.id}/${number}`;
  return [{ key, graph, ...node, owner: vectorOwnerOf(node), since: number, until: openEnd }];
}
