import { afterEach, describe, expect, it } from 'vitest';
import { logFactsHere, observed, withLogFacts, type Work, workChannel } from './observation.js';

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

const seen: string[] = [];
const listener = {
  start: ({ name }: Work) => void seen.push(`${name} begins`),
  end: () => {},
  asyncStart: () => {},
  asyncEnd: ({ name, facts, error }: Work) => void seen.push(`${name} ${facts['step']} ${error ? 'fails' : 'ends'}`),
  error: () => {},
};

afterEach(() => {
  workChannel.unsubscribe(listener);
  seen.length = 0;
});

describe('observed work', () => {
  it('is handed through, and told of as it begins and ends', async () => {
    workChannel.subscribe(listener);
    await expect(observed('job', { step: 'embed' }, async () => 7)).resolves.toBe(7);
    await expect(observed('job', { step: 'match' }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(seen).toEqual(['job begins', 'job embed ends', 'job begins', 'job match fails']);
  });

  it('is just done where nobody listens', async () => {
    await expect(observed('job', {}, async () => 7)).resolves.toBe(7);
    expect(seen).toEqual([]);
  });
});
