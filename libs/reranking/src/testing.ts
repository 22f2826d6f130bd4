/** What tests of other rooms need of reranking: a fake, and the suite that every reranker passes. */
export { FakeReranker } from './testing/fake-reranker.js';
export { describeReranker } from './testing/reranker.contract.js';
