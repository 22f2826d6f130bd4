import { describe, expect, it } from 'vitest';
import { AtOnce } from './at-once.js';

describe('work of which only so much may be under way', () => {
  it('is refused beyond that, with when to come again, and taken once there is room, however the others ended', async () => {
    const atOnce = new AtOnce(2);
    let fail = (_reason: Error): void => {};
    const failing = atOnce.run(() => new Promise<never>((_, reject) => (fail = reject)));
    const waiting = new Promise<void>(() => {});
    void atOnce.run(() => waiting);
    await expect(atOnce.run(async () => 'third')).rejects.toMatchObject({
      code: 'busy',
      retryAfterMilliseconds: 1_000,
    });
    fail(new Error('failed'));
    await expect(failing).rejects.toThrow('failed');
    expect(await atOnce.run(async () => 'third')).toBe('third');
  });
});
