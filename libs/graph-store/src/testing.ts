/** What tests need of the books: fresh ones, and graphs, nodes and questions to put into them. */
export { freshGraphStores, graphStoresOfTest } from './testing/fresh-graph-stores.js';
export { GraphScene, hashOf } from './testing/graph-scene.js';
export { openOwnGraphStores } from './testing/own-graph-stores.js';
export { aCitation, aNode, aParagraph, aQuestion, aQuestionEdge, aRelation, aStatute } from './testing/nodes.js';
