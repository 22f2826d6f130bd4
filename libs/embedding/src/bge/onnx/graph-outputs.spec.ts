import { describe, expect, it } from 'vitest';
import { graphOutputs } from './graph-outputs.js';

describe('graphOutputs', () => {
  it.each([
    [['token_embeddings', 'sentence_embedding'], { dense: 'sentence_embedding', hidden: 'token_embeddings' }],
    [['last_hidden_state'], { hidden: 'last_hidden_state' }],
    [
      ['dense_vecs', 'sparse_vecs', 'colbert_vecs'],
      { dense: 'dense_vecs', lexical: 'sparse_vecs', multi: 'colbert_vecs' },
    ],
    [
      ['dense_embeddings', 'sparse_weights', 'colbert_vectors'],
      { dense: 'dense_embeddings', lexical: 'sparse_weights', multi: 'colbert_vectors' },
    ],
    [['dense', 'sparse', 'colbert'], { dense: 'dense', lexical: 'sparse', multi: 'colbert' }],
    [['a', 'b', 'c'], { dense: 'a', lexical: 'b', multi: 'c' }],
  ])('reads %j', (names, outputs) => {
    expect(graphOutputs(names, 'model.onnx')).toEqual(outputs);
  });

  it('refuses a graph without a dense vector, naming its outputs', () => {
    expect(() => graphOutputs(['logits'], 'model.onnx')).toThrow('model.onnx: none of its outputs (logits)');
  });
});
