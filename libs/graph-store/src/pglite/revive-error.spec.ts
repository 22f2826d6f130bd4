import { describe, expect, it } from 'vitest';
import { BuildGoneError } from '../errors/build-gone-error.js';
import { BuildRunningError } from '../errors/build-running-error.js';
import { BuildStateError } from '../errors/build-state-error.js';
import { DataDirectoryError } from '../errors/data-directory-error.js';
import { MissingVectorError } from '../errors/missing-vector-error.js';
import { StaleRunError } from '../errors/stale-run-error.js';
import { StoreFullError } from '../errors/store-full-error.js';
import { reviveError } from './revive-error.js';

const errors = [
  new BuildGoneError('g', 1),
  new BuildRunningError('g', 1),
  new BuildStateError('g', 1, 'it is active.'),
  new BuildStateError('g', undefined, 'there is none.'),
  new DataDirectoryError('/data', 'it is a file.'),
  new MissingVectorError('space', 'hash'),
  new StaleRunError('g', 1, 2),
  new StoreFullError('/data'),
];

describe('reviveError', () => {
  it.each(errors.map((error) => [error.name, error] as const))('makes a %s of one that crossed threads', (_, error) => {
    // As worker threads pass errors: a plain Error, and its own fields beside it.
    const crossed = Object.assign(new Error(error.message), structuredClone(Object.fromEntries(Object.entries(error))));
    const revived = reviveError(crossed);
    expect(revived).toBeInstanceOf(error.constructor);
    expect(revived).toMatchObject({ message: error.message, code: error.code, retryable: error.retryable });
  });

  it('leaves what is no error of the store as it came', () => {
    const error = new RangeError('2 vectors of 4 dimensions have 8 floats, and 7 were given.');
    expect(reviveError(error)).toBe(error);
  });
});
