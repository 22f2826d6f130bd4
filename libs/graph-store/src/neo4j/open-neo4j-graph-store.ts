import type { GraphStores } from '../graph-stores.js';
import { PagedGraphContents } from '../paged-graph-contents.js';
import type { Neo4jAccess } from './access.js';
import { Neo4jConnection } from './connection.js';
import { migrate } from './migrate.js';
import { Neo4jBuildStore } from './neo4j-build-store.js';
import { Neo4jContentPages } from './neo4j-content-pages.js';
import { Neo4jEdgeDraft } from './neo4j-edge-draft.js';
import { Neo4jGraphDraft } from './neo4j-graph-draft.js';
import { Neo4jGraphVersions } from './neo4j-graph-versions.js';
import { Neo4jLedger } from './neo4j-ledger.js';
import { Neo4jQuestionBankStore } from './neo4j-question-bank-store.js';
import { Neo4jReplyStore } from './neo4j-reply-store.js';
import { Neo4jStatuteStore } from './neo4j-statute-store.js';
import { Neo4jVectorStore } from './neo4j-vector-store.js';
import { Neo4jGraphReader } from './reader/neo4j-graph-reader.js';

const rowsOfAPage = 1_000;

export interface Neo4jGraphStoreOptions extends Neo4jAccess {
  /** Rows in a page of a stream. */
  readonly pageSize?: number;
}

/**
 * Opens the graph store on a Neo4j server, 2026 or newer, Community Edition or more; any number of processes at once.
 * Throws a SettingError, within 5 seconds, that names NEO4J_URI, NEO4J_PASSWORD or NEO4J_DATABASE where it can't work.
 */
export async function openNeo4jGraphStore(options: Neo4jGraphStoreOptions): Promise<GraphStores> {
  const connection = await Neo4jConnection.open(options);
  await migrate(connection, options.logger);
  const statutes = new Neo4jStatuteStore(connection);
  return {
    statutes,
    bank: new Neo4jQuestionBankStore(connection),
    builds: new Neo4jBuildStore(connection),
    versions: new Neo4jGraphVersions(connection),
    draft: new Neo4jGraphDraft(connection),
    edges: new Neo4jEdgeDraft(connection),
    contents: new PagedGraphContents(new Neo4jContentPages(connection), options.pageSize ?? rowsOfAPage),
    vectors: new Neo4jVectorStore(connection),
    ledger: new Neo4jLedger(connection),
    imports: {
      hold: async () => async () => {},
      isHeld: async () => true,
      stageStatutes: async ({ graph }, staged) => {
        await statutes.put(graph, staged);
      },
    },
    replies: new Neo4jReplyStore(connection),
    readerOf: (build) => Neo4jGraphReader.open(connection, build),
    close: () => connection.close(),
  };
}
