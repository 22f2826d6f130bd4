import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packVectors, swapEveryFour, unpackVectors } from './pack-vectors.js';

describe('packVectors and unpackVectors', () => {
  it('write little-endian, four bytes a float', () => {
    expect([...packVectors(Float32Array.of(1, -2))]).toEqual([0, 0, 128, 63, 0, 0, 0, 192]);
  });

  it('give back every float, from wherever the bytes lie', () => {
    fc.assert(
      fc.property(fc.float32Array(), fc.nat(7), (vectors, offset) => {
        const room = new Uint8Array(vectors.byteLength + offset);
        room.set(packVectors(vectors), offset);
        expect(unpackVectors(room.subarray(offset))).toEqual(vectors);
      }),
    );
  });

  it('share no memory with what they are given', () => {
    const vectors = Float32Array.of(1);
    const bytes = packVectors(vectors);
    const back = unpackVectors(bytes);
    bytes.fill(0);
    expect([vectors[0], back[0]]).toEqual([1, 1]);
  });

  it('refuse bytes that end within a float', () => {
    expect(() => unpackVectors(new Uint8Array(6))).toThrow('The packed vectors hold 6 values');
  });
});

describe('swapEveryFour', () => {
  it('turns the bytes of each float around, for machines of the other endianness', () => {
    expect([...swapEveryFour(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))]).toEqual([4, 3, 2, 1, 8, 7, 6, 5]);
  });
});
