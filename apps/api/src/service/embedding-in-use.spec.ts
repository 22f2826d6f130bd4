import { MockEmbeddingModel } from '@lexhop/embedding';
import { embeddingSpaceId } from '@lexhop/graph-model';
import { describe, expect, it } from 'vitest';
import { embeddingInUse } from './embedding-in-use.js';
import { serviceVersion } from './service-version.js';

const { space } = new MockEmbeddingModel();
const built = { ...space, model: 'built', semantic: true };
const versions = (active?: object) => ({ active: async () => active as never });

describe('embeddingInUse', () => {
  it('is what was chosen last', async () => {
    const models = [{ name: 'mock', space, spaceId: embeddingSpaceId(space) }];
    expect(await embeddingInUse({ chain: [], inUse: 'mock', models }, versions({ space: built }))).toMatchObject({
      from: 'chain',
      provider: 'mock',
      semantic: false,
    });
  });

  it('is that of the active build where nothing was chosen since the start, and unknown where there is none', async () => {
    const fresh = { chain: [], models: [] };
    expect(await embeddingInUse(fresh, versions({ space: built }))).toMatchObject({
      from: 'active-build',
      model: 'built',
    });
    expect(await embeddingInUse(fresh, versions())).toBeUndefined();
  });
});

describe('serviceVersion', () => {
  it('is the project’s', () => {
    expect(serviceVersion()).toMatch(/^\d+\.\d+\.\d+/);
  });
});
