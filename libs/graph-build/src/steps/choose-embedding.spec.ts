import { StaleRunError } from '@lexhop/graph-model';
import {
  EmbeddingError,
  type EmbeddingModel,
  type EmbeddingProvider,
  mockProvider,
  type OpenOptions,
} from '@lexhop/embedding';
import { FakeEmbeddingModel } from '@lexhop/embedding/testing';
import { SilentLogger } from '@lexhop/foundation';
import { graphStoresOfTest } from '@lexhop/graph-store/testing';
import { describe, expect, it } from 'vitest';
import { BuildScene, settings } from '../testing/scene.js';
import { RunCache } from '../run-cache.js';
import { chooseEmbedding } from './choose-embedding.js';

type Stores = Awaited<ReturnType<typeof graphStoresOfTest>>;

/** A provider whose model must be fetched first. */
function fetching(open: (options: OpenOptions) => Promise<EmbeddingModel>): EmbeddingProvider {
  const outlook = async () => ({ state: 'fetch', reason: 'it is not here.' }) as const;
  return { name: 'fake', semantic: true, serves: () => true, outlook, open };
}

/** A download whose files have come so far. */
const progress = { name: 'fake', file: 'model.onnx', done: 1, total: 10 };

/** Until everything that is resolved has run, and a rejection that nobody handles would have ended the process. */
const aTurn = () => new Promise((resolve) => setImmediate(resolve));

async function choosing(open: (options: OpenOptions, stores: Stores) => Promise<EmbeddingModel>): Promise<void> {
  const stores = await graphStoresOfTest();
  const scene = await BuildScene.open({ stores, providers: [fetching((options) => open(options, stores))] });
  const build = await stores.builds.begin('default', { settings, draftedBy: [] });
  const { signal } = new AbortController();
  await chooseEmbedding({ parts: scene.parts, cache: new RunCache(), run: build, build, signal });
}

/** The store is away until the returned function is called. */
function takeAway({ builds }: Stores): () => void {
  const save = builds.save.bind(builds);
  builds.save = async () => {
    throw new Error('The store is away.');
  };
  return () => (builds.save = save);
}

describe('chooseEmbedding', () => {
  it('is called off in the middle of a download when the build was cancelled by another process', async () => {
    const chosen = choosing(async ({ signal, onProgress }, stores) => {
      await stores.builds.cancel({ graph: 'default', number: 1 });
      onProgress?.(progress);
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    });
    await expect(chosen).rejects.toBeInstanceOf(StaleRunError);
  });

  it('brings the download to its end when the store was away meanwhile, and then says so', async () => {
    let isFetched = false;
    const chosen = choosing(async ({ onProgress }, stores) => {
      const giveBack = takeAway(stores);
      onProgress?.(progress);
      await aTurn();
      giveBack();
      isFetched = true;
      return new FakeEmbeddingModel();
    });
    await expect(chosen).rejects.toThrow('The store is away.');
    expect(isFetched).toBe(true);
  });

  it('says why no model could be had, even when the store was away too', async () => {
    const chosen = choosing(async ({ onProgress }, stores) => {
      takeAway(stores);
      onProgress?.(progress);
      throw new EmbeddingError('fake', 'the disk is full.');
    });
    await expect(chosen).rejects.toThrow('the disk is full.');
    await aTurn();
  });
});

class Warnings extends SilentLogger {
  readonly sentences: string[] = [];
  override warn(sentence?: string): void {
    this.sentences.push(sentence ?? '');
  }
}

const absent: EmbeddingProvider = {
  name: 'absent',
  semantic: true,
  serves: () => false,
  outlook: async () => ({ state: 'passed-over', reason: 'its files are not here.' }),
  open: () => Promise.reject(new EmbeddingError('absent', 'its files are not here.')),
};

describe('the choice of an embedding', () => {
  it('stands in the record of every build with why others were passed over, and in the log once', async () => {
    const logger = new Warnings();
    const scene = await BuildScene.working({ providers: [absent, mockProvider()], logger });
    await scene.importSample();
    const passedOver = [{ name: 'absent', reason: 'absent: its files are not here.' }];
    expect(await scene.build()).toMatchObject({ state: 'active', passedOver });
    expect(await scene.build('default', { from: 'scratch' })).toMatchObject({ state: 'active', passedOver });
    expect(logger.sentences.filter((sentence) => sentence.includes('its files are not here'))).toHaveLength(1);
  });

  it('passes a server over that runs another model than when vectors were first kept', async () => {
    const model = new FakeEmbeddingModel();
    let changed = false;
    const server: EmbeddingProvider = {
      name: 'server',
      semantic: true,
      serves: ({ provider }) => provider === model.space.provider,
      outlook: async () => ({ state: 'ask', reason: 'it is asked.' }),
      open: async () => model,
      inSpace() {
        if (changed) throw new EmbeddingError('server', 'it runs another model.');
        return model;
      },
    };
    const scene = await BuildScene.working({ providers: [server, mockProvider()] });
    await scene.importSample();
    expect(await scene.build()).toMatchObject({ state: 'active', space: model.space, passedOver: [] });
    changed = true;
    const second = await scene.build('default', { from: 'scratch' });
    expect(second.passedOver).toMatchObject([{ name: 'server', reason: 'server: it runs another model.' }]);
    expect(second.space?.provider).toBe('mock');
  });
});
