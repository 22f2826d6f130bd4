import { MockEmbeddingModel } from '../mock/mock-embedding-model.js';
import { describeEmbeddingModel } from './embedding-model.contract.js';
import { FakeEmbeddingModel } from './fake-embedding-model.js';

describeEmbeddingModel('the fake', async () => new FakeEmbeddingModel());
describeEmbeddingModel('the mock', async () => new MockEmbeddingModel());
describeEmbeddingModel('the mock with 1,024 dimensions', async () => new MockEmbeddingModel(1024));
