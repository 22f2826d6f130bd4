import type { Build, BuildComparison, BuildRun } from '@lexhop/graph-model';
import { isSameNode } from '../live-node.js';
import type { Neo4jConnection } from './connection.js';
import { currentRun } from './current-run.js';
import { ComparisonTally } from './comparison-tally.js';
import { renewedOf } from './outline.js';
import { outlines, type Pair, pairsOf } from './outline-pairs.js';
import { type NodeChanges, replaceNodes } from './replace-nodes.js';
import { openStatuteNodes } from './statements/comparing/open-statute-nodes.js';
import { presentNodes } from './statements/comparing/present-nodes.js';
import { wantedNodes } from './statements/comparing/wanted-nodes.js';
import { openEnd } from './versioned-kinds.js';
import { undoRows } from './versioned-rows.js';

/** Nodes that one page of a side holds, and that one transaction changes: some ten megabytes of the server's memory. */
const limit = 1_000;

/**
 * Brings the build's nodes in line with the graph's statutes, from what the build before left, whatever this build did already.
 * In transactions of bounded size, each under the run: cut short, it begins anew (docs/decisions/0008).
 */
export async function compareNodes(
  connection: Neo4jConnection,
  run: BuildRun,
  { settings }: Build,
): Promise<BuildComparison> {
  await undoRows(connection, run, (cypher) => currentRun(cypher, run));
  const { levels, statutes } = settings;
  const wanted = outlines(connection, wantedNodes, { graph: run.graph, levels, statutes, limit });
  const present = outlines(connection, presentNodes, { graph: run.graph, number: run.number, limit });
  const tally = new ComparisonTally();
  for await (const changes of changesOf(pairsOf(present, wanted), settings.from === 'active', tally)) {
    await connection.write(async (cypher) => {
      await currentRun(cypher, run);
      await replaceNodes(cypher, run, changes, (ids) =>
        cypher.rows(openStatuteNodes, { graph: run.graph, number: run.number, open: openEnd, ids }),
      );
    });
  }
  return tally.comparison();
}

/** Changes of at most `limit` nodes; `keeps`: whether a row that is the same stays. */
async function* changesOf(
  pairs: AsyncGenerator<Pair>,
  keeps: boolean,
  tally: ComparisonTally,
): AsyncGenerator<NodeChanges> {
  let batch = new ChangesBatch();
  for await (const pair of pairs) {
    tally.add(pair, batch.add(pair, keeps));
    if (batch.size < limit) continue;
    yield batch;
    batch = new ChangesBatch();
  }
  if (batch.size > 0) yield batch;
}

class ChangesBatch implements NodeChanges {
  readonly opened: string[] = [];
  readonly changed: string[] = [];
  readonly gone: string[] = [];
  readonly renewed: { id: string; renewed: Readonly<Record<string, unknown>> }[] = [];

  get size(): number {
    return this.opened.length + this.changed.length + this.gone.length + this.renewed.length;
  }

  /** Whether the row stays. */
  add({ present, wanted }: Pair, keeps: boolean): boolean {
    if (!present || !wanted) {
      if (wanted) this.opened.push(wanted.id);
      if (present) this.gone.push(present.id);
      return false;
    }
    if (!keeps || !isSameNode(present, wanted)) {
      this.changed.push(wanted.id);
      return false;
    }
    const renewed = renewedOf(present, wanted);
    if (renewed) this.renewed.push({ id: wanted.id, renewed });
    return true;
  }
}
