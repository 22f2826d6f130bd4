import type { ArticleNode } from '@lexhop/graph-model';
import { fingerprintOf } from '../postgres/postgres-statute-store.js';
import { isLive } from '../live-node.js';
import {
  type Page,
  type StatuteCounts,
  type StatuteRecord,
  StatuteStore,
  type StatutesSaved,
  type StatuteWithNodes,
} from '../statute-store.js';
import { batchesOf } from './batches-of.js';
import type { Cypher, Neo4jConnection } from './connection.js';
import { inKeyOrder, keyOf, keysOf } from './key-of.js';
import { lockGraph } from './lock-graph.js';
import { countStatutes } from './statements/statutes/count-statutes.js';
import { deleteStatutes } from './statements/statutes/delete-statutes.js';
import { existingNodes } from './statements/statutes/existing-nodes.js';
import { findStatute } from './statements/statutes/find-statute.js';
import { insertStatuteNodes } from './statements/statutes/insert-statute-nodes.js';
import { insertStatutes } from './statements/statutes/insert-statutes.js';
import { listStatutes } from './statements/statutes/list-statutes.js';
import { statuteFingerprints } from './statements/statutes/statute-fingerprints.js';
import { statuteNodes } from './statements/statutes/statute-nodes.js';
import { type Nullable, withoutNulls } from './without-nulls.js';

interface Fingerprinted extends StatuteWithNodes {
  readonly fingerprint: string;
}

/** Statutes as `(:StatuteNode)-[:PART_OF]->(:Statute)`; a node's key is `graph/id`. */
export class Neo4jStatuteStore extends StatuteStore {
  constructor(private readonly connection: Neo4jConnection) {
    super();
  }

  override async put(graph: string, statutes: readonly StatuteWithNodes[]): Promise<StatutesSaved> {
    const given = statutes.map((statute) => ({ ...statute, fingerprint: fingerprintOf(statute) }));
    return this.connection.write(async (cypher) => {
      await lockGraph(cypher, graph);
      const { saved, changed } = await compareStatutes(cypher, graph, given);
      await cypher.rows(deleteStatutes, { keys: keysOf(graph, [...changed.keys()]) });
      await insert(cypher, graph, [...changed.values()]);
      return saved;
    });
  }

  override async list(graph: string, page: Page & { readonly text?: string }): Promise<readonly StatuteRecord[]> {
    const { after = '', text = '', limit } = page;
    const records = await this.connection.rows<{ record: string }>(listStatutes, { graph, after, text, limit });
    return records.map(({ record }) => JSON.parse(record) as StatuteRecord);
  }

  override async find(graph: string, id: string): Promise<StatuteWithNodes | undefined> {
    const key = keyOf(graph, id);
    return this.connection.read(async (cypher) => {
      const [found] = await cypher.rows<{ record: string }>(findStatute, { key });
      if (!found) return undefined;
      const nodes = await cypher.rows<{ node: Nullable<ArticleNode> }>(statuteNodes, { key });
      return {
        statute: JSON.parse(found.record) as StatuteRecord,
        nodes: nodes.map(({ node }) => withoutNulls<ArticleNode>(node)),
      };
    });
  }

  override async existing(graph: string, nodeIds: readonly string[]): Promise<readonly string[]> {
    const found = await this.connection.rows<{ id: string }>(existingNodes, { keys: keysOf(graph, nodeIds) });
    return found.map(({ id }) => id);
  }

  override async delete(graph: string, ids: readonly string[]): Promise<number> {
    return this.connection.write(async (cypher) => {
      await lockGraph(cypher, graph);
      const { deleted } = await cypher.row<{ deleted: number }>(deleteStatutes, { keys: keysOf(graph, ids) });
      return deleted;
    });
  }

  override async count(graph: string): Promise<StatuteCounts> {
    return this.connection.read((cypher) => cypher.row<StatuteCounts>(countStatutes, { graph }));
  }
}

/** What becomes of each statute, and those that must be written, the last of an id. */
async function compareStatutes(
  cypher: Cypher,
  graph: string,
  given: readonly Fingerprinted[],
): Promise<{ readonly saved: StatutesSaved; readonly changed: ReadonlyMap<string, Fingerprinted> }> {
  const keys = keysOf(
    graph,
    given.map(({ statute }) => statute.id),
  );
  const stored = await cypher.rows<{ id: string; fingerprint: string }>(statuteFingerprints, { keys });
  const fingerprints = new Map(stored.map(({ id, fingerprint }) => [id, fingerprint]));
  const saved = { added: 0, replaced: 0, unchanged: 0 };
  const changed = new Map<string, Fingerprinted>();
  for (const statute of given) {
    const { id } = statute.statute;
    const before = fingerprints.get(id);
    const outcome = before === undefined ? 'added' : before === statute.fingerprint ? 'unchanged' : 'replaced';
    saved[outcome] += 1;
    if (outcome !== 'unchanged') changed.set(id, statute);
    fingerprints.set(id, statute.fingerprint);
  }
  return { saved, changed };
}

async function insert(cypher: Cypher, graph: string, statutes: readonly Fingerprinted[]): Promise<void> {
  const records = inKeyOrder(statutes.map((statute) => statuteProperties(graph, statute)));
  for (const rows of batchesOf(records)) await cypher.rows(insertStatutes, { rows });
  const nodes = statutes.flatMap((statute) => statute.nodes.map((node) => nodeProperties(graph, node)));
  for (const part of batchesOf(inKeyOrder(nodes))) {
    const rows = part.map((properties) => ({ statute: keyOf(graph, properties.statuteId), properties }));
    await cypher.rows(insertStatuteNodes, { rows });
  }
}

function statuteProperties(graph: string, { statute, nodes, fingerprint }: Fingerprinted) {
  const { id, title } = statute;
  const record = JSON.stringify(statute);
  return { key: keyOf(graph, id), graph, id, title, fingerprint, record, ...countsOf(nodes) };
}

function countsOf(nodes: readonly ArticleNode[]) {
  const count = (level: ArticleNode['level'], live: boolean) =>
    nodes.filter((node) => node.level === level && isLive(node) === live).length;
  return {
    liveArticles: count('article', true),
    repealedArticles: count('article', false),
    liveParagraphs: count('paragraph', true),
    repealedParagraphs: count('paragraph', false),
  };
}

function nodeProperties(graph: string, node: ArticleNode) {
  return { key: keyOf(graph, node.id), graph, ...node };
}
