import { describe, expect, it } from 'vitest';
import { graphOutputs } from './model-outputs.js';
import { type RunOutputs, sequenceVectors } from './run-sequences.js';

/** Two sequences of three and two tokens in a run of length three, two dimensions. */
const hidden = Float32Array.of(3, 4, 1, 0, 0, 2, 0, -5, 6, 8, 99, 99);
const ofHidden: RunOutputs = { dense: { values: hidden, sizes: [2, 3, 2] }, length: 3 };
const round = (values: Float32Array | undefined) => Array.from(values ?? [], (value) => Number(value.toFixed(5)));

describe('sequenceVectors', () => {
  it('takes the first row of a hidden state as dense vector, of unit length', () => {
    expect(round(sequenceVectors(ofHidden, 0, 3).dense)).toEqual([0.6, 0.8]);
    expect(round(sequenceVectors(ofHidden, 1, 2).dense)).toEqual([0, -1]);
  });

  it('takes a pooled output as it is, of unit length', () => {
    const pooled: RunOutputs = { dense: { values: Float32Array.of(0, 2, 3, 4), sizes: [2, 2] }, length: 3 };
    expect(round(sequenceVectors(pooled, 1, 2).dense)).toEqual([0.6, 0.8]);
  });

  it('leaves the first token out of multi-vectors, also where the export did not, and padding too', () => {
    const whole: RunOutputs = { ...ofHidden, multi: { values: hidden, sizes: [2, 3, 2] } };
    expect(round(sequenceVectors(whole, 0, 3).rows?.values)).toEqual([1, 0, 0, 1]);
    expect(round(sequenceVectors(whole, 1, 2).rows?.values)).toEqual([0.6, 0.8]);
    const withoutFirst = Float32Array.of(1, 0, 0, 2, 6, 8, 99, 99);
    const short: RunOutputs = { ...ofHidden, multi: { values: withoutFirst, sizes: [2, 2, 2] } };
    expect(round(sequenceVectors(short, 0, 3).rows?.values)).toEqual([1, 0, 0, 1]);
    expect(round(sequenceVectors(short, 1, 2).rows?.values)).toEqual([0.6, 0.8]);
  });

  it('cuts weights at 0, with and without a last dimension of one', () => {
    const values = Float32Array.of(-1, 0.5, 0.25, 0.75, -0.5, 9);
    for (const sizes of [
      [2, 3],
      [2, 3, 1],
    ]) {
      const run: RunOutputs = { ...ofHidden, sparse: { values, sizes } };
      expect(round(sequenceVectors(run, 0, 3).weights)).toEqual([0, 0.5, 0.25]);
      expect(round(sequenceVectors(run, 1, 2).weights)).toEqual([0.75, 0]);
    }
  });
});

describe('graphOutputs', () => {
  it.each([
    [['token_embeddings', 'sentence_embedding'], { dense: 'sentence_embedding', hidden: 'token_embeddings' }],
    [['last_hidden_state'], { hidden: 'last_hidden_state' }],
    [
      ['dense_vecs', 'sparse_vecs', 'colbert_vecs'],
      { dense: 'dense_vecs', sparse: 'sparse_vecs', 'multi-vector': 'colbert_vecs' },
    ],
    [
      ['dense_embeddings', 'sparse_weights', 'colbert_vectors'],
      { dense: 'dense_embeddings', sparse: 'sparse_weights', 'multi-vector': 'colbert_vectors' },
    ],
    [['dense', 'sparse', 'colbert'], { dense: 'dense', sparse: 'sparse', 'multi-vector': 'colbert' }],
    [['a', 'b', 'c'], { dense: 'a', sparse: 'b', 'multi-vector': 'c' }],
  ])('reads %j', (names, outputs) => {
    expect(graphOutputs(names, 'model.onnx')).toEqual(outputs);
  });

  it('refuses a graph without a dense vector, naming its outputs', () => {
    expect(() => graphOutputs(['logits'], 'model.onnx')).toThrow('model.onnx: none of its outputs (logits)');
  });
});
