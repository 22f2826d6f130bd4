import { describe, expect, it } from 'vitest';
import { parseBody } from '@lexhop/http';
import { similarityRequestSchema, vectorsRequestSchema } from './embedding.contract.js';

const texts = (count: number, text = '一') => Array.from({ length: count }, () => text);

describe('a request for vectors', () => {
  it('asks for the dense vector of a passage unless it says otherwise', () => {
    expect(parseBody(vectorsRequestSchema, { text: '一' })).toEqual({
      text: '一',
      role: 'passage',
      outputs: ['dense'],
    });
  });

  it.each([
    [{}, 'send either text or texts'],
    [{ text: '一', texts: ['二'] }, 'send either text or texts'],
    [{ text: '' }, 'text: a text is empty'],
    [{ texts: texts(257) }, 'texts: one request may have 256 texts at most'],
    [{ text: '一'.repeat(32_001) }, 'text: a text may have 32,000 characters at most'],
    [{ texts: texts(7, '一'.repeat(30_000)) }, 'one request may have 200,000 characters at most'],
    [
      { text: '一'.repeat(4_001), outputs: ['multi-vector'] },
      'with multi-vector, one request may have 4,000 characters',
    ],
    [{ text: '一', outputs: ['colbert'] }, 'outputs: 0: outputs are dense, sparse, multi-vector'],
    [{ text: '一', model: 'bge-m3' }, 'Unrecognized key: "model"'],
  ])('is refused with the bound in the sentence: case %#', (body, sentence) => {
    expect(() => parseBody(vectorsRequestSchema, body)).toThrow(sentence);
  });
});

describe('a request for similarities', () => {
  const pair = { query: '一', passage: '二' };
  it('weighs as the model’s authors do unless it says otherwise', () => {
    expect(parseBody(similarityRequestSchema, { pairs: [pair] }).weights).toEqual([0.4, 0.2, 0.4]);
  });

  it.each([
    [{ pairs: [] }, 'pairs holds no pair'],
    [{ pairs: Array.from({ length: 129 }, () => pair) }, '128 pairs at most'],
    [{ pairs: [{ query: '一', passage: '二'.repeat(20_000) }] }, '20,000 characters at most'],
    [{ pairs: [pair], weights: [1, 1] }, 'weights are three numbers'],
    [{ pairs: [pair], weights: [0, 0, 0] }, 'at least one weight is more than 0'],
    [{ pairs: [pair], weights: [-1, 1, 1] }, 'a weight is 0 or more'],
  ])('is refused with the bound in the sentence: case %#', (body, sentence) => {
    expect(() => parseBody(similarityRequestSchema, body)).toThrow(sentence);
  });
});
