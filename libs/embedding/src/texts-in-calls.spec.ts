import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textsInCalls } from './texts-in-calls.js';

describe('textsInCalls', () => {
  it('puts texts of like length into one call, the longest first', () => {
    const items = ['押金', '出租人', '押', '契約期間'].map((text) => ({ text }));
    expect(textsInCalls(items, { textsPerCall: 2 }).map((call) => call.map(({ text }) => text))).toEqual([
      ['契約期間', '出租人'],
      ['押金', '押'],
    ]);
  });

  it('calls for each text once, as seldom as the model allows', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 20 }), (texts, textsPerCall) => {
        const calls = textsInCalls(
          texts.map((text, row) => ({ text, row })),
          { textsPerCall },
        );
        const rows = calls.flat().map(({ row }) => row);
        expect(rows.sort((one, other) => one - other)).toEqual([...texts.keys()]);
        expect(calls).toHaveLength(Math.ceil(texts.length / textsPerCall));
        for (const call of calls) expect(call.length).toBeLessThanOrEqual(textsPerCall);
      }),
    );
  });
});
