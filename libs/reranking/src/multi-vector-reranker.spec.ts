import { FakeEmbeddingModel, FakeHybridEmbeddingModel } from '@lexhop/embedding/testing';
import { describe, expect, it } from 'vitest';
import { MultiVectorReranker } from './multi-vector-reranker.js';
import { describeReranker } from './testing/reranker.contract.js';

describeReranker('A model of three outputs', () => new MultiVectorReranker(new FakeHybridEmbeddingModel()));
describeReranker('A model of dense vectors alone', () => new MultiVectorReranker(new FakeEmbeddingModel()));

describe('MultiVectorReranker', () => {
  it('puts a passage that shares the query’s tokens before one that does not', async () => {
    const reranker = new MultiVectorReranker(new FakeHybridEmbeddingModel());
    const [best] = await reranker.rerank('押金返還', ['董事會之決議。', '押金返還。']);
    expect(best?.index).toBe(1);
  });

  it('says whose order it is', () => {
    const { model } = new MultiVectorReranker(new FakeHybridEmbeddingModel());
    expect(model).toEqual({ provider: 'multi-vector', model: 'fake', revision: '1' });
  });

  it('passes on that the model failed, and whether to come again', async () => {
    const embedding = new FakeEmbeddingModel();
    await embedding.close();
    await expect(new MultiVectorReranker(embedding).rerank('押金', ['租金'])).rejects.toMatchObject({
      code: 'reranking-failed',
    });
  });
});
