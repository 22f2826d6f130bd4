import type { Cypher } from './connection.js';
import { lockGraphNode } from './statements/builds/lock-graph.js';

/** Makes a graph's node at its first write, and locks it until the transaction ends: one change of its builds or statutes at a time. */
export async function lockGraph(cypher: Cypher, graph: string): Promise<void> {
  await cypher.rows(lockGraphNode, { graph });
}
