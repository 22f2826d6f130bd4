import { describeSettings, readSettings } from '@lexhop/foundation';
import { describe, expect, it } from 'vitest';
import { jobQueueSettings } from './settings.js';

describe('jobQueueSettings', () => {
  it('works with nothing set', () => {
    expect(readSettings(jobQueueSettings, {})).toEqual({ LEXHOP_QUEUE_CONCURRENCY: 2, LEXHOP_QUEUE_LOCK_MS: 30_000 });
  });

  it('never shows the Redis URL, which may hold a password', () => {
    const read = () => readSettings(jobQueueSettings, { REDIS_URL: 'http://user:password@host' });
    expect(read).toThrow('REDIS_URL is "***": a URL that begins with redis:// or rediss:// is allowed');
  });

  it('describes every variable', () => {
    for (const line of describeSettings(jobQueueSettings)) expect(line.description).not.toBe('');
  });
});
