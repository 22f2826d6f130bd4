import { describe, expect, it } from 'vitest';
import { deploymentShapeOf } from './deployment-shape.js';
import { readEngineSettings } from './engine-settings.js';

const shapeOf = (environment: Record<string, string>) => deploymentShapeOf(readEngineSettings(environment));

describe('the shape of a deployment', () => {
  it('is embedded where no server is named', () => {
    expect(shapeOf({ LEXHOP_DATA_DIR: '/data' })).toEqual({ kind: 'embedded', dataDirectory: '/data' });
  });

  it('is refused where only the jobs are on a server', () => {
    expect(() => shapeOf({ REDIS_URL: 'redis://:hush@127.0.0.1:6379' })).toThrow(/^REDIS_URL is "\*\*\*": /);
  });
});
