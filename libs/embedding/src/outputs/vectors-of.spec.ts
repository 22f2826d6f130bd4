import { describe, expect, it } from 'vitest';
import { FakeEmbeddingModel } from '../testing/fake-embedding-model.js';
import { FakeHybridEmbeddingModel } from '../testing/fake-hybrid-embedding-model.js';
import { vectorRecordOf } from './vector-record.js';
import { vectorsOf } from './vectors-of.js';

describe('vectorsOf', () => {
  it('gives each text its own dense vector, in order, in calls no larger than the model wants', async () => {
    const model = new FakeEmbeddingModel();
    const texts = Array.from({ length: 19 }, (_, number) => `第 ${number} 條`);
    const vectors = await vectorsOf(model, { texts, role: 'passage', outputs: ['dense'] });
    expect(model.calls.map(({ length }) => length)).toEqual([8, 8, 3]);
    for (const [row, text] of texts.entries()) {
      expect(vectors[row]?.dense).toEqual(await model.embed([text], 'passage'));
    }
  });

  it('gives exactly the outputs asked for', async () => {
    const model = new FakeHybridEmbeddingModel();
    const [vector = {}] = await vectorsOf(model, {
      texts: ['ab'],
      role: 'passage',
      outputs: ['sparse', 'multi-vector'],
    });
    expect(vectorRecordOf(vector)).toEqual({
      sparse: { 97: 0.5, 98: 0.5 },
      multiVector: [
        [0, 1, 0, 0],
        [0, 0, 1, 0],
      ],
    });
  });

  it('refuses an output that the model does not have, before it embeds anything', async () => {
    const model = new FakeEmbeddingModel();
    await expect(vectorsOf(model, { texts: ['x'], role: 'query', outputs: ['dense', 'sparse'] })).rejects.toMatchObject(
      {
        code: 'embedding-output-missing',
        message: 'fake gives no sparse vectors; it gives dense.',
        outputs: ['dense'],
      },
    );
    expect(model.calls).toEqual([]);
  });

  it('stops when it is called off', async () => {
    const request = { texts: ['x'], role: 'query', outputs: ['dense'], signal: AbortSignal.abort(new Error('enough')) };
    await expect(vectorsOf(new FakeEmbeddingModel(), request as never)).rejects.toThrow('enough');
  });
});

describe('vectorRecordOf', () => {
  it('loses no digit on the way through JSON', () => {
    const dense = Float32Array.of(0.1, -1 / 3, 1e-30);
    const read = JSON.parse(JSON.stringify(vectorRecordOf({ dense }))) as { dense: number[] };
    expect(Float32Array.from(read.dense)).toEqual(dense);
  });
});
