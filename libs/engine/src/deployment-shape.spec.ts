import { describe, expect, it } from 'vitest';
import { deploymentShapeOf } from './deployment-shape.js';
import { readEngineSettings } from './engine-settings.js';

const redis = { REDIS_URL: 'redis://:hush@127.0.0.1:6379' };
const neo4j = { NEO4J_URI: 'bolt://127.0.0.1:7687', NEO4J_PASSWORD: 'hush' };
const shapeOf = (environment: Record<string, string>) => deploymentShapeOf(readEngineSettings(environment));

describe('the shape of a deployment', () => {
  it('is embedded where no server is named', () => {
    expect(shapeOf({ LEXHOP_DATA_DIR: '/data' })).toEqual({ kind: 'embedded', dataDirectory: '/data' });
  });

  it('is a service where both servers are named', () => {
    expect(shapeOf({ ...redis, ...neo4j })).toEqual({
      kind: 'service',
      redisUrl: redis.REDIS_URL,
      neo4j: { uri: neo4j.NEO4J_URI, user: 'neo4j', password: 'hush', database: 'neo4j' },
    });
  });

  it.each([
    ['NEO4J_URI', redis],
    ['REDIS_URL', neo4j],
    ['NEO4J_PASSWORD', { ...redis, NEO4J_URI: neo4j.NEO4J_URI }],
  ] as const)('without %s beside the others is refused by that name, and shows no password', (missing, environment) => {
    expect(() => shapeOf(environment)).toThrow(new RegExp(`^${missing} is not set: (?!.*hush)`));
  });
});
