/** Test doubles and contract suites of the graph store: books on a fresh database, and what every adapter must keep. */
export { freshGraphStores, graphStoresOfTest } from './testing/fresh-graph-stores.js';
export { neo4jServer } from './testing/neo4j-server.js';
export { describeGraphStores } from './testing/graph-stores.contract.js';
export { describeStatuteStore } from './testing/statute-store.contract.js';
export { describeQuestionBankStore } from './testing/question-bank-store.contract.js';
export { describeBuildStore } from './testing/build-store.contract.js';
export { describeGraphVersions } from './testing/graph-versions.contract.js';
export { describeGraphDraft } from './testing/graph-draft.contract.js';
export { describeEdgeDraft } from './testing/edge-draft.contract.js';
export { describeSavedEdges } from './testing/saved-edges.contract.js';
export { describeGraphContents } from './testing/graph-contents.contract.js';
export { describeVectorStore } from './testing/vector-store.contract.js';
export { aNewBuild, collected, GraphScene, hashOf, pagesOf, runOf, vectorsOf } from './testing/graph-scene.js';
export { aCitation, aNode, aParagraph, aQuestion, aQuestionEdge, aStatute } from './testing/nodes.js';
