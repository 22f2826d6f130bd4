/** Graph store: the books, on Postgres: statutes, builds, paid replies, webhooks that are due. */
export { statuteCountsSchema, type StatuteStore } from './statute-store.js';
export {
  type StatuteRecord,
  statuteRecordSchema,
  type StatutesSaved,
  type StatuteWithNodes,
} from './postgres/put-statutes.js';
export type { BegunBatch } from './begun-batches.js';
export type { BuildChanges, ChangedRows, ChangePage, PlacedEdge } from './build-changes.js';
export type { BuildStore } from './build-store.js';
export type { BuildEnded, Deliveries, Delivery, TryEnded } from './deliveries.js';
export type { GraphVersions } from './graph-versions.js';
export type { BuildSummary } from './postgres/summarize-build.js';
export type { NodeDraft } from './graph-draft.js';
export type { ForeseenWork, Unembedded, UndraftedNode } from './postgres/what-is-missing.js';
export type { Match, QuestionRows } from './edge-draft.js';
export type { CountedRange, IdRange } from './postgres/ranges.js';
export { type GraphContents, type GraphOverview, graphOverviewSchema, type VectorPage } from './graph-contents.js';
export {
  type BankEntry,
  type BankFit,
  bankFitSchema,
  importDraftingKey,
  type QuestionBankStore,
} from './question-bank.js';
export { type VectorLink, vectorOwnerOf } from './postgres/stored-vectors.js';
export { type BooksAddress, type GraphStores, openGraphContents, openGraphStores } from './graph-stores.js';
