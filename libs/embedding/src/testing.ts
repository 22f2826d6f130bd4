/** What tests of other rooms need of embedding: fake models. */
export { FakeEmbeddingModel, FakeHybridEmbeddingModel } from './testing/fake-embedding-model.js';
