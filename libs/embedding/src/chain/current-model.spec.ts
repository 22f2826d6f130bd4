import { describe, expect, it } from 'vitest';
import { mockProvider } from '../mock-embedding-model.js';
import { aChain, aProvider, fails } from '../testing/fake-embedding-model.js';
import type { EmbeddingProvider } from './embedding-provider.js';

describe('EmbeddingChain.current', () => {
  it('takes the first that works without a download, and stays with it', async () => {
    const [first, second] = [aProvider('bge-m3', fails('not here.')), aProvider('small')];
    const chain = aChain([first, second]);
    expect((await chain.current()).name).toBe('small');
    expect(await chain.current()).toEqual({ name: 'small', model: second.model });
    expect([first.downloads, second.downloads]).toEqual([[false], [false]]);
    expect(chain.status()).toMatchObject({ inUse: 'small', chain: [{ state: 'passed-over' }, { state: 'ready' }] });
  });

  it('is what was chosen last of the chain itself, whatever a build with a chain of its own was made with', async () => {
    const chain = aChain([aProvider('small'), mockProvider()]);
    await chain.choose({ chain: 'mock' });
    expect(chain.status().inUse).toBeUndefined();
    expect((await chain.current()).name).toBe('small');
    await chain.choose({ chain: 'mock' });
    expect((await chain.current()).name).toBe('small');
    expect(chain.status().inUse).toBe('small');
  });

  it('goes over to a provider before it as soon as its files are here, and stays there', async () => {
    const outlook: { state: 'passed-over' | 'ready'; reason: string } = { state: 'passed-over', reason: 'too large.' };
    const large = aProvider('large', () => outlook.state === 'ready' || fails('not here.')());
    const chain = aChain([{ ...large, outlook: async () => outlook }, mockProvider()]);
    expect((await chain.current()).name).toBe('mock');
    expect((await chain.current()).name).toBe('mock');
    outlook.state = 'ready';
    expect((await chain.current()).name).toBe('large');
    expect((await chain.current()).name).toBe('large');
    expect(chain.status().inUse).toBe('large');
    expect(large.downloads).toEqual([false, false]);
  });

  it('does not try one again whose files are here and can not be used', async () => {
    const outlook: { state: 'fetch' | 'ready'; reason: string } = { state: 'fetch', reason: 'it is fetched.' };
    const broken = aProvider('broken', fails('no graph.'));
    const chain = aChain([{ ...broken, outlook: async () => outlook }, mockProvider()]);
    await chain.current();
    outlook.state = 'ready';
    for (let request = 0; request < 3; request++) expect((await chain.current()).name).toBe('mock');
    expect(broken.downloads).toEqual([false, false]);
  });

  it('goes over to one that a build with a chain of its own showed to work', async () => {
    const tries = [fails('out of memory.'), () => undefined];
    const chain = aChain([aProvider('large', () => tries.shift()?.()), mockProvider()]);
    expect((await chain.current()).name).toBe('mock');
    await chain.choose({ chain: 'large' });
    expect((await chain.current()).name).toBe('large');
  });

  it('stays with what is in use when the outlook of one before it can not be had', async () => {
    const denied = () => Promise.reject(new Error('no permission'));
    const unreadable = { ...aProvider('large', denied), outlook: denied };
    const chain = aChain([unreadable, mockProvider()]);
    expect((await chain.current()).name).toBe('mock');
    expect((await chain.current()).name).toBe('mock');
    expect(chain.status().chain[0]).toMatchObject({ state: 'passed-over', reason: 'no permission' });
  });

  it('does not wait for a model that is being fetched', async () => {
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const large = aProvider('large');
    const fetched: EmbeddingProvider = {
      ...large,
      open: async (options) => {
        options.onProgress?.({ name: 'large', file: 'model.onnx', done: 1, total: 2 });
        await arrived;
        return large.model;
      },
    };
    const chain = aChain([fetched, mockProvider()]);
    const build = chain.choose();
    await Promise.resolve();
    expect((await chain.current()).name).toBe('mock');
    expect(chain.status().chain[0]).toMatchObject({ state: 'opening', progress: { done: 1, total: 2 } });
    arrive();
    expect((await build).name).toBe('large');
    expect((await chain.current()).name).toBe('large');
  });
});
