/** What tests of other rooms need of retrieval: whole builds as fixtures, and the suite that every reader passes. */
export { describeGraphReader } from './testing/graph-reader.contract.js';
export {
  aBuild,
  aCitationEdge,
  aGraph,
  anArticle,
  anIncomingQuestion,
  aQuestionEdge,
  aSpace,
  at,
  type GraphFixture,
  indexOf,
} from './testing/graph-fixture.js';
export { storeGraph } from './testing/store-graph.js';
