import { describe, expect, it } from 'vitest';
import { stepSeconds } from './step-seconds.js';

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 0, 0, second)).toISOString();
const begun = (second: number) => ({ total: 1, done: 1, startedAt: at(second) });
const progress = { compare: begun(0), draft: begun(1), embed: begun(5) };

describe('the seconds of the steps of a build', () => {
  it('go from the beginning of a step to that of the next', () => {
    expect([...stepSeconds({ progress, endedAt: at(12) }, new Date(at(50)))]).toEqual([
      ['compare', 1],
      ['draft', 4],
      ['embed', 7],
    ]);
  });

  it('grow while the step runs', () => {
    expect(stepSeconds({ progress }, new Date(at(50))).get('embed')).toBe(45);
  });
});
