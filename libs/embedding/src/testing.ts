/** What tests of other rooms need of embedding: a fake model, and the suite that every model passes. */
export { describeEmbeddingModel } from './testing/embedding-model.contract.js';
export { type FakeEmbedding, FakeEmbeddingModel } from './testing/fake-embedding-model.js';
export { readTokenizer, type TextTokenizer } from './bge/text/text-tokenizer.js';
