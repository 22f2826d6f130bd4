/** What tests of other rooms need of retrieval: whole builds as fixtures, an index made without a thread, and the suite that every reader passes. */
export { makeGraphIndex } from './memory-index/make-graph-index.js';
export { FixtureContents } from './testing/fixture-contents.js';
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
