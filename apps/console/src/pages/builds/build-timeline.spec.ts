// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { aBuild } from '../../testing/answers.js';
import { roundedLeft, steadyEnd } from './build-progress.js';
import { timelineOf } from './build-timeline.js';

describe('timelineOf', () => {
  it('tells the latest first: beginning, steps, waits, failures, warnings and the end', () => {
    const at = (minute: number) => `2026-11-27T09:0${minute}:00.000Z`;
    const failure = { step: 'draft', batch: 'J1:3', code: 'x', sentence: 'No.', attempts: 2, at: at(3) } as const;
    const build = {
      ...aBuild(),
      createdAt: at(0),
      endedAt: at(6),
      progress: {
        draft: { total: 4, done: 4, startedAt: at(1), resumedAt: at(2), doneBefore: 1 },
      },
      failures: [failure],
    };
    const events = timelineOf(build, [{ reason: '429', since: at(4), until: at(5) }]);
    expect(events.map(({ kind }) => kind)).toEqual([
      'end',
      'warning',
      'wait',
      'failure',
      'resumed',
      'started',
      'begun',
    ]);
  });
});

describe('time left', () => {
  it('moves towards a new estimate, and does not jump to it', () => {
    expect(steadyEnd(undefined, 1_000)).toBe(1_000);
    expect(steadyEnd(1_000, 2_000)).toBe(1_250);
  });

  it.each([
    [-3, 0],
    [12.2, 13],
    [42, 50],
    [725, 780],
  ])('%d s are shown as %d', (seconds, shown) => expect(roundedLeft(seconds)).toBe(shown));
});
