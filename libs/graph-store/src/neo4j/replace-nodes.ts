import type { BuildReference } from '@lexhop/graph-model';
import type { Cypher } from './connection.js';
import { closeEdgesOfNodes } from './statements/comparing/close-edges-of-nodes.js';
import { closeEdgesToNodes } from './statements/comparing/close-edges-to-nodes.js';
import { closeNodes } from './statements/comparing/close-nodes.js';
import { closeQuestionsOfNodes } from './statements/comparing/close-questions-of-nodes.js';
import { moveEdges } from './statements/comparing/move-edges.js';
import { renewNodes } from './statements/comparing/renew-nodes.js';
import { openEnd } from './versioned-kinds.js';

/** What becomes of some nodes of a build; ids in order. */
export interface NodeChanges {
  /** Nodes that get their first row. */
  readonly opened: readonly string[];
  /** Nodes whose row makes room for another one. */
  readonly changed: readonly string[];
  /** Nodes that the build has no more. */
  readonly gone: readonly string[];
  readonly renewed: readonly { readonly id: string; readonly renewed: Readonly<Record<string, unknown>> }[];
}

/**
 * Closes and opens the rows of nodes, and closes what belonged to rows that were closed: drafts, questions, matches, the edges that
 * leave them, the question edges that lead to them. A citation or hierarchy edge to a node that was only changed moves to its new row.
 */
export async function replaceNodes(
  cypher: Cypher,
  { graph, number }: BuildReference,
  { opened, changed, gone, renewed }: NodeChanges,
  open: (ids: readonly string[]) => Promise<unknown>,
): Promise<void> {
  const at = { graph, number };
  const closed = [...changed, ...gone];
  if (closed.length > 0) {
    await cypher.rows(closeQuestionsOfNodes, { ...at, ids: closed });
    await cypher.rows(closeEdgesOfNodes, { ...at, ids: closed });
    await cypher.rows(closeEdgesToNodes, { ...at, ids: gone });
    await cypher.rows(closeNodes, { ...at, ids: closed });
  }
  await open([...opened, ...changed]);
  if (changed.length > 0) await cypher.rows(moveEdges, { ...at, ids: changed, open: openEnd });
  if (renewed.length > 0) await cypher.rows(renewNodes, { ...at, rows: renewed });
}
