import type { Build } from '../build.js';
import type { EmbeddingSpace } from '../embedding-space.js';

/** A space of two dimensions. */
export function aSpace(overrides: Partial<EmbeddingSpace> = {}): EmbeddingSpace {
  return {
    provider: 'test',
    model: 'plane',
    revision: '1',
    dimensions: 2,
    precision: 'fp32',
    preparation: 'none',
    semantic: true,
    reproducible: true,
    ...overrides,
  };
}

/** An active build from scratch. */
export function aBuild(overrides: Partial<Build> = {}): Build {
  return {
    graph: 'default',
    number: 1,
    run: 1,
    state: 'active',
    step: 'publish',
    attempt: 1,
    settings: {
      from: 'scratch',
      levels: ['article'],
      matching: { minimumScore: 0, capFactor: 1 },
      activateWithoutFailed: false,
    },
    space: aSpace(),
    passedOver: [],
    draftedBy: [],
    progress: {},
    warnings: [],
    failures: [],
    createdAt: '2026-01-01T00:00:00.000Z',
    ...overrides,
  };
}
