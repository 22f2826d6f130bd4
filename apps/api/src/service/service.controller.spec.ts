import { MockEmbeddingModel } from '@lexhop/embedding';
import { embeddingSpaceId } from '@lexhop/graph-model';
import { describe, expect, it } from 'vitest';
import { embeddingInUse } from './service.controller.js';

const { space } = new MockEmbeddingModel();
const built = { ...space, model: 'built', semantic: true };
const chosen = { chain: [], inUse: 'mock', models: [{ name: 'mock', space, spaceId: embeddingSpaceId(space) }] };
const versions = (active?: object) => ({ active: async () => active as never });

describe('embeddingInUse', () => {
  it('is that of the active build, in whose space queries are answered, whatever was chosen since', async () => {
    expect(await embeddingInUse(chosen, versions({ space: built }))).toMatchObject({
      from: 'active-build',
      model: 'built',
      semantic: true,
    });
  });

  it('is what was chosen last where no build with vectors is active', async () => {
    for (const active of [undefined, {}]) {
      expect(await embeddingInUse(chosen, versions(active))).toMatchObject({
        from: 'chain',
        provider: 'mock',
        semantic: false,
      });
    }
  });

  it('is unknown where there is neither', async () => {
    expect(await embeddingInUse({ chain: [], models: [] }, versions())).toBeUndefined();
  });
});
