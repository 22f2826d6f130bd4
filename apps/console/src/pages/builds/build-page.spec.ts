// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { actionsOf } from './build-page.js';

const builds = [
  { number: 5, state: 'active' },
  { number: 4, state: 'failed' },
  { number: 3, state: 'superseded' },
  { number: 2, state: 'superseded' },
  { number: 1, state: 'rolled-back' },
] as const;

it.each([
  [{ number: 6, state: 'running' }, ['cancel']],
  [builds[0], []],
  [builds[1], ['retry', 'abandon']],
  [builds[2], ['activate']],
  [builds[3], []],
  [builds[4], ['abandon']],
  [{ number: 9, state: 'abandoned' }, []],
] as const)('of %j', (build, actions) => {
  expect(actionsOf(build, builds)).toEqual(actions);
});
