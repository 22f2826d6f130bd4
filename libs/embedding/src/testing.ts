/** What tests of other rooms need of embedding: a fake model. */
export { FakeEmbeddingModel } from './testing/fake-embedding-model.js';
