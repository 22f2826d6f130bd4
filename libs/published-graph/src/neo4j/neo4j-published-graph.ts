import type { Build, BuildReference, GraphReader } from '@lexhop/graph-model';
import {
  type HeldGraph,
  PublishedGraph,
  type PublishedPage,
  type PublishingBase,
  type PublishingCursor,
} from '../published-graph.js';
import { Neo4jConnection } from './connection.js';
import {
  beginPublishing,
  forgetBuilds,
  heldGraph,
  heldGraphs,
  markDropping,
  markPublished,
  moveCursor,
  pointToActive,
} from './held-builds.js';
import { Neo4jGraphReader } from './reader/neo4j-graph-reader.js';
import { awaitIndexes, migrate } from './schema.js';
import type { Neo4jAccess } from './server.js';
import { beginVectorIndex, type Searched } from './space.js';
import { collectRows, undoRows } from './versioned-rows.js';
import { writePage } from './write-page.js';

/** See openPublishedGraph. */
export async function openNeo4jPublishedGraph(access: Neo4jAccess): Promise<PublishedGraph> {
  const connection = await Neo4jConnection.open(access);
  await migrate(connection, access.logger);
  return new Neo4jPublishedGraph(connection, access.vectors);
}

class Neo4jPublishedGraph extends PublishedGraph {
  constructor(
    private readonly connection: Neo4jConnection,
    override readonly vectors: boolean,
  ) {
    super();
  }

  override graphs(): Promise<readonly HeldGraph[]> {
    return this.connection.read(heldGraphs);
  }

  override held(graph: string): Promise<HeldGraph> {
    return this.connection.read((cypher) => heldGraph(cypher, graph));
  }

  override begin(build: Build, on: PublishingBase): Promise<PublishingCursor> {
    return this.connection.write((cypher) => beginPublishing(cypher, build, { ...on, vectors: this.vectors }));
  }

  override async write(build: Build, page: PublishedPage): Promise<void> {
    await this.connection.write(async (cypher) => {
      const base = await moveCursor(cypher, build, page.from, page.to);
      if (base !== undefined) await writePage(cypher, build, base, page.changes);
    });
    for (const searched of writtenWhole(page)) await this.#beginVectorIndex(build, searched);
  }

  override async finish(build: Build): Promise<void> {
    for (const searched of ['articles', 'incoming'] as const) await this.#beginVectorIndex(build, searched);
    await awaitIndexes(this.connection);
    await this.connection.write((cypher) => markPublished(cypher, build, new Date().toISOString()));
  }

  override async activate(build: BuildReference): Promise<void> {
    await this.connection.write((cypher) => pointToActive(cypher, build));
  }

  override async drop(graph: string, numbers: readonly number[]): Promise<void> {
    await this.#forget(graph, numbers, () => undoRows(this.connection, graph, numbers));
  }

  override async collect(graph: string, oldest: number): Promise<void> {
    const { builds } = await this.held(graph);
    const numbers = builds.map(({ number }) => number).filter((number) => number < oldest);
    await this.#forget(graph, numbers, () => collectRows(this.connection, graph, oldest));
  }

  override readerOf(build: Build): Promise<GraphReader> {
    return Neo4jGraphReader.open(this.connection, build);
  }

  override close(): Promise<void> {
    return this.connection.close();
  }

  /** Builds are marked before their rows go and forgotten after, so that whoever comes next goes on with it. */
  async #forget(graph: string, numbers: readonly number[], deleteRows: () => Promise<void>): Promise<void> {
    await this.connection.write((cypher) => markDropping(cypher, graph, numbers));
    await deleteRows();
    await this.connection.write((cypher) => forgetBuilds(cypher, graph, numbers));
  }

  async #beginVectorIndex({ space }: Build, searched: Searched): Promise<void> {
    if (space && this.vectors) await beginVectorIndex(this.connection, space, searched);
  }
}

/**
 * What was written to its end with this page. Its index then fills itself while the rest is written: a row that comes to a full index costs more.
 * Incoming questions come before outgoing ones, which no index has.
 */
function writtenWhole({ changes, to }: PublishedPage): readonly Searched[] {
  if (changes.part === 'openedNodes') return to.part === changes.part ? [] : ['articles'];
  if (changes.part !== 'openedQuestions') return [];
  const directions = new Set(changes.changed.rows.map(({ direction }) => direction));
  return directions.size > 1 ? ['incoming'] : [];
}
