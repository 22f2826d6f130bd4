/** Graph store: the ports to the stored graph and what stands behind them. */
export {
  type Page,
  type StatuteCounts,
  type StatuteRecord,
  StatuteStore,
  type StatutesSaved,
  type StatuteWithNodes,
} from './statute-store.js';
export { type BuildFilter, BuildStore } from './build-store.js';
export { type BuildSummary, type GraphSummary, GraphVersions } from './graph-versions.js';
export {
  type BankEntry,
  GraphDraft,
  type IdRange,
  type NodeDraft,
  type Unembedded,
  type UndraftedNode,
  type VectorLink,
  type VectorRows,
} from './graph-draft.js';
export {
  type CountedRange,
  EdgeDraft,
  type EdgeScope,
  type RangedRows,
  type EdgeToSave,
  type Match,
  type MatchBatch,
  type QuestionRows,
  type StoredQuestion,
} from './edge-draft.js';
export { importDraftingKey } from './import-drafting-key.js';
export { GraphContents, type VectorPage } from './graph-contents.js';
export { ImportStore } from './import-store.js';
export { VectorStore } from './vector-store.js';
export { type BankFit, QuestionBankStore } from './question-bank-store.js';
export { GraphReader, type NodeFilter, type NodeHit, type QuestionHit } from './graph-reader.js';
export type { GraphStores } from './graph-stores.js';
export { UnknownEndsError } from './errors/unknown-ends-error.js';
export { MissingVectorError, StoreVersionError } from './errors.js';
export { DataDirectoryBusyError } from './errors/data-directory-busy-error.js';
export { DataDirectoryError } from './errors/data-directory-error.js';
export { StoreMemoryError } from './errors/store-memory-error.js';
export { StoreUnavailableError } from './errors/store-unavailable-error.js';
export { isLive } from './live-node.js';
export { vectorOwnerOf } from './vector-owner.js';
export { askOwner } from './data-directory/ask-owner.js';
export { type DataDirectory, openDataDirectory } from './data-directory/open-data-directory.js';
export type { Owner } from './data-directory/owner.js';
export { graphStoreSettings } from './settings.js';
export { type GraphStoresOptions, openGraphStores, openOwnGraphStores } from './postgres/open-graph-stores.js';
export { neo4jSettings } from './neo4j/neo4j-settings.js';
export { openNeo4jGraphStore, type Neo4jGraphStoreOptions } from './neo4j/open-neo4j-graph-store.js';
