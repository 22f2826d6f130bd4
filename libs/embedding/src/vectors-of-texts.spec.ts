import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeEmbeddingModel, FakeHybridEmbeddingModel } from './testing/fake-embedding-model.js';
import { textsInCalls, vectorRecordOf, vectorsOf } from './vectors-of-texts.js';

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

const callsOf = (texts: readonly string[], limits: { textsPerCall: number; bytesPerCall: number }) =>
  textsInCalls(
    texts.map((text) => ({ text })),
    limits,
  ).map((call) => call.map(({ text }) => text));

describe('textsInCalls', () => {
  it('puts texts of like length into one call, the longest first', () => {
    const texts = ['押金', '出租人', '押', '契約期間'];
    expect(callsOf(texts, { textsPerCall: 2, bytesPerCall: Infinity })).toEqual([
      ['契約期間', '出租人'],
      ['押金', '押'],
    ]);
  });

  it('counts the bytes of a call; a text that is over the limit has one to itself', () => {
    const texts = ['rent', '押金', '出租人得終止', '屋'];
    expect(callsOf(texts, { textsPerCall: 9, bytesPerCall: 10 })).toEqual([['出租人得終止'], ['押金', 'rent'], ['屋']]);
  });

  it('calls for each text once, within the limits, and begins a call only where the one before is full', () => {
    const limit = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), limit, limit, (texts, textsPerCall, bytesPerCall) => {
        const calls = callsOf(texts, { textsPerCall, bytesPerCall });
        expect(calls.flat().toSorted()).toEqual(texts.toSorted());
        const bytes = (call: readonly string[]) => Buffer.byteLength(call.join(''));
        const isOver = (call: readonly string[]) => call.length > textsPerCall || bytes(call) > bytesPerCall;
        expect(calls.filter((call) => call.length > 1 && isOver(call))).toEqual([]);
        const withNext = calls.slice(1).map((next, place) => [...(calls[place] ?? []), next[0] ?? '']);
        expect(withNext.filter((call) => !isOver(call))).toEqual([]);
      }),
    );
  });
});
