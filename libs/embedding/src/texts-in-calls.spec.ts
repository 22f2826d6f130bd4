import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textsInCalls } from './texts-in-calls.js';

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
