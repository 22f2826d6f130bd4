import type { GraphBuildParts } from '@lexhop/graph-build';
import { PublishedGraphAwayError } from '@lexhop/published-graph';
import { describe, expect, it } from 'vitest';
import { readEngineSettings } from './engine-settings.js';
import { readinessOf } from './readiness.js';

const settings = readEngineSettings({ LEXHOP_DATA_DIR: '/data' });

/** What readiness looks at, with everything there but Neo4j. */
function partsWithoutNeo4j({ books = async (): Promise<unknown> => [] } = {}): GraphBuildParts {
  const parts = {
    stores: { builds: { list: books } },
    published: {
      graphs: async () => {
        throw new PublishedGraphAwayError('bolt://127.0.0.1:7687', 'it is switched off.');
      },
    },
    queue: { depths: async () => ({}), isPaused: async () => false },
    embedding: { status: () => ({ chain: [] }) },
  };
  return parts as unknown as GraphBuildParts;
}

const without = 'Neo4j at bolt://127.0.0.1:7687 does not answer: it is switched off.';

describe('readiness without Neo4j', () => {
  it('is degraded while every graph is answered from memory', async () => {
    const readiness = await readinessOf(partsWithoutNeo4j(), settings);
    expect(readiness).toMatchObject({ ready: true, degraded: true });
    expect(readiness.dependencies).toContainEqual({
      name: 'neo4j',
      ready: false,
      needed: false,
      reason: without,
      code: 'published-graph-away',
      meanwhile: { reason: 'Builds wait in their last step; graphs are answered from memory.', code: 'builds-wait' },
    });
  });

  it('is none where a graph is answered from there, and says which', async () => {
    const readiness = await readinessOf(partsWithoutNeo4j(), settings, async () => ['law', 'orders']);
    expect(readiness).toMatchObject({ ready: false, degraded: false });
    const reason = 'Graphs law, orders are answered from there.';
    const meanwhile = { reason, code: 'graphs-unanswered', facts: { graphs: 'law, orders' } };
    expect(readiness.dependencies).toContainEqual({
      name: 'neo4j',
      ready: false,
      needed: true,
      reason: without,
      code: 'published-graph-away',
      meanwhile,
    });
  });

  it('is none without the books, whatever else', async () => {
    const books = () => Promise.reject(new Error('They are away.'));
    const readiness = await readinessOf(partsWithoutNeo4j({ books }), settings, books as () => Promise<never>);
    expect(readiness).toMatchObject({ ready: false, degraded: false });
  });
});
