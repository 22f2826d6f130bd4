import { describe, expect, it } from 'vitest';
import { deploymentOf } from './backends.js';
import { readEngineSettings } from './engine-settings.js';

const deployment = (environment: Record<string, string>) => deploymentOf(readEngineSettings(environment));

describe('a deployment', () => {
  it('stands on the own Postgres of the data directory where nothing is set', () => {
    const expected = { postgres: { dataDirectory: '/data' }, redisUrl: undefined, neo4j: undefined };
    expect(deployment({ LEXHOP_DATA_DIR: '/data' })).toEqual(expected);
  });

  it.each([
    [{ DATABASE_URL: 'postgres://lexhop:hush@db/lexhop' }, { postgres: { url: 'postgres://lexhop:hush@db/lexhop' } }],
    [{ REDIS_URL: 'redis://:hush@127.0.0.1:6379' }, { redisUrl: 'redis://:hush@127.0.0.1:6379' }],
    [
      { NEO4J_URI: 'bolt://127.0.0.1:7687', NEO4J_PASSWORD: 'hush' },
      { neo4j: { uri: 'bolt://127.0.0.1:7687', user: 'neo4j', password: 'hush', database: 'neo4j', vectors: true } },
    ],
  ])('turns each switch alone: %o', (environment, expected) => {
    const alone = { postgres: { dataDirectory: '.lexhop' }, redisUrl: undefined, neo4j: undefined };
    expect(deployment(environment)).toEqual({ ...alone, ...expected });
  });

  it('refuses a Neo4j without its password by that name', () => {
    expect(() => deployment({ NEO4J_URI: 'bolt://127.0.0.1:7687' })).toThrow(/^NEO4J_PASSWORD is not set: /);
  });

  it('shows no password of a URL that can not work', () => {
    expect(() => deployment({ DATABASE_URL: 'mysql://user:hush@db' })).toThrow(/^DATABASE_URL is "\*\*\*": (?!.*hush)/);
  });
});
