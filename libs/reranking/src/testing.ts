/** What tests of other rooms need of reranking: a fake, a server that speaks `/rerank`, and the suite that every reranker passes. */
export { FakeReranker } from './testing/fake-reranker.js';
export { startRerankWire } from './testing/rerank-wire.js';
