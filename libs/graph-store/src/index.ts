/** Graph store: the books: statutes, builds, paid replies, webhooks that are due. Their ports, and the one implementation on Postgres. */
export { type StatuteRecord, StatuteStore, type StatutesSaved, type StatuteWithNodes } from './statute-store.js';
export type { BegunBatch } from './begun-batches.js';
export { BuildChanges, type ChangedRows, type ChangePage, type PlacedEdge } from './build-changes.js';
export { BuildStore } from './build-store.js';
export { type BuildEnded, Deliveries, type Delivery, type TryEnded } from './deliveries.js';
export { type BuildSummary, GraphVersions } from './graph-versions.js';
export { type ForeseenWork, type IdRange, type NodeDraft, type Unembedded, type UndraftedNode } from './graph-draft.js';
export { type CountedRange, type EdgeToSave, type Match, type QuestionRows } from './edge-draft.js';
export { GraphContents, type GraphOverview, type VectorPage } from './graph-contents.js';
export { type BankEntry, type BankFit, importDraftingKey, QuestionBankStore } from './question-bank.js';
export { type VectorLink, vectorOwnerOf } from './vector-store.js';
export type { GraphStores } from './graph-stores.js';
export { openGraphStores } from './postgres/open-graph-stores.js';
