import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ModelPull, ModelPulls } from './model-pulls.js';
import { aCache, generatedFiles, someSources } from './testing/generated-model.js';
import { type Mischief, startHub } from './testing/misbehaving-hub.js';
import { temporaryFolder } from './testing/files.js';

async function somePulls(sources: { readonly offline?: boolean } = {}) {
  const hub = await startHub(generatedFiles);
  const cache = path.join(await temporaryFolder(), 'hub');
  return { hub, cache, pulls: new ModelPulls(aCache(someSources({ cache, endpoint: hub.endpoint, ...sources }))) };
}

async function until(pulls: ModelPulls, wanted: (pull: ModelPull) => boolean): Promise<ModelPull> {
  for (;;) {
    const pull = pulls.all().find(wanted);
    if (pull) return pull;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Answers with the first bytes of a file and then nothing more, until the client hangs up. */
const standStill: Mischief = (_, response) => {
  response.writeHead(200, { 'content-length': 5_000 });
  response.write(Buffer.alloc(100));
  return true;
};

describe('ModelPulls', () => {
  it('fetches a model in the background and says how far it is', async () => {
    const { pulls } = await somePulls();
    expect(await pulls.begin('tiny')).toEqual({ name: 'tiny', state: 'fetching', done: 0, total: 10_000 });
    const bytes = Object.values(generatedFiles).reduce((sum, file) => sum + file.length, 0);
    const ended = await until(pulls, ({ state }) => state !== 'fetching');
    expect(ended).toEqual({ name: 'tiny', state: 'done', done: bytes, total: bytes });
  });

  it('is done at once with what is here', async () => {
    const { pulls, hub } = await somePulls();
    await pulls.begin('tiny');
    await until(pulls, ({ state }) => state === 'done');
    const requests = hub.requests.length;
    await pulls.begin('tiny');
    await until(pulls, ({ state }) => state === 'done');
    expect(hub.requests).toHaveLength(requests);
  });

  it('fetches once for two who ask, and stops when it is called off', async () => {
    const { pulls, hub, cache } = await somePulls();
    hub.misbehave(standStill, standStill, standStill);
    const [first, second] = [await pulls.begin('tiny'), await pulls.begin('tiny')];
    expect([first.state, second.state]).toEqual(['fetching', 'fetching']);
    await until(pulls, ({ done }) => done > 0);
    expect(await pulls.callOff('tiny')).toMatchObject({ state: 'called-off' });
    expect(existsSync(path.join(cache, '.locks', 'lexhop-tiny.lock'))).toBe(false);
    expect(await pulls.callOff('tiny')).toMatchObject({ state: 'called-off' });
  });

  it('keeps why a model could not be fetched', async () => {
    const { pulls } = await somePulls({ offline: true });
    await pulls.begin('tiny');
    const ended = await until(pulls, ({ state }) => state !== 'fetching');
    expect(ended).toMatchObject({ state: 'failed', reason: "tiny can't be fetched: HF_HUB_OFFLINE is set." });
    await pulls.close();
  });

  it('refuses a model that is not known', async () => {
    const { pulls } = await somePulls();
    await expect(pulls.begin('huge')).rejects.toMatchObject({ code: 'model-unknown' });
    await expect(pulls.callOff('huge')).rejects.toMatchObject({ code: 'model-unknown' });
    expect(pulls.all()).toEqual([]);
  });
});
