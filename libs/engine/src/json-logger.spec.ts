import { withLogFacts } from '@lexhop/foundation';
import { describe, expect, it } from 'vitest';
import { JsonLogger } from './json-logger.js';

describe('JsonLogger', () => {
  it('puts the facts of the work on each of its lines, and those of a line on that line alone', () => {
    const lines: unknown[] = [];
    const logger = new JsonLogger({ write: (line) => void lines.push(JSON.parse(line)) });
    withLogFacts({ job: 'embed' }, () => {
      logger.warn('A provider is passed over.', { provider: 'bge-m3' });
      logger.info('The step ends.', { texts: 7 });
    });
    logger.info('Outside.');
    const written = { level: expect.any(Number) as number, time: expect.any(String) as string };
    expect(lines).toEqual([
      { ...written, job: 'embed', provider: 'bge-m3', msg: 'A provider is passed over.' },
      { ...written, job: 'embed', texts: 7, msg: 'The step ends.' },
      { ...written, msg: 'Outside.' },
    ]);
  });
});
