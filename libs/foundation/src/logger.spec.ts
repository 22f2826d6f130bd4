import { describe, expect, it } from 'vitest';
import { logFactsHere, withLogFacts } from './logger.js';

describe('the facts of the work that is logged from', () => {
  it('hold within it, however deep and late, and nowhere else', async () => {
    const later = async () => {
      await Promise.resolve();
      return logFactsHere();
    };
    const [one, other] = await Promise.all([
      withLogFacts({ graph: 'a', build: 1 }, () => withLogFacts({ build: 2, job: 'x' }, later)),
      withLogFacts({ graph: 'b' }, later),
    ]);
    expect(one).toEqual({ graph: 'a', build: 2, job: 'x' });
    expect(other).toEqual({ graph: 'b' });
    expect(logFactsHere()).toEqual({});
  });
});
