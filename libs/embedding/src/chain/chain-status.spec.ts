import { SilentLogger } from '@lexhop/foundation';
import { describe, expect, it } from 'vitest';
import { EmbeddingError } from '../errors.js';
import { mockProvider } from '../mock-embedding-model.js';
import { EmbeddingChain } from './embedding-chain.js';
import type { EmbeddingProvider, Outlook } from './embedding-provider.js';

function aProvider(name: string, outlook: Outlook): EmbeddingProvider {
  return {
    name,
    semantic: true,
    serves: () => false,
    outlook: async () => outlook,
    open: () => Promise.reject(new EmbeddingError(name, 'the network is gone.')),
  };
}

function aChain(...providers: readonly EmbeddingProvider[]) {
  const all = [...providers, mockProvider()];
  return new EmbeddingChain({
    providers: all,
    chain: all.map(({ name }) => name).join(','),
    logger: new SilentLogger(),
  });
}

const missing: Outlook = { state: 'passed-over', reason: 'it is too large.' };
const fetched: Outlook = { state: 'fetch', reason: 'it is fetched.', bytes: 7 };
const here: Outlook = { state: 'ready', reason: 'it is here.' };

describe('the outlook of an embedding chain', () => {
  it('expects the first that is not passed over, and goes down to the first that is sure', async () => {
    const chain = aChain(
      aProvider('large', missing),
      aProvider('middle', fetched),
      aProvider('small', here),
      aProvider('other', here),
    );
    expect(await chain.outlook()).toEqual({
      expected: 'middle',
      semantic: true,
      chain: [
        { name: 'large', ...missing },
        { name: 'middle', ...fetched },
        { name: 'small', ...here },
      ],
    });
  });

  it('says that the mock knows no meaning', async () => {
    expect(await aChain(aProvider('large', missing)).outlook()).toMatchObject({ expected: 'mock', semantic: false });
  });

  it('looks at another chain for once, and expects nobody where all are passed over', async () => {
    const chain = aChain(aProvider('large', missing));
    expect(await chain.outlook('large')).toEqual({ semantic: false, chain: [{ name: 'large', ...missing }] });
    expect(() => chain.outlook('larger')).toThrow('larger');
  });

  it('remembers how the last attempt ended', async () => {
    const chain = aChain(aProvider('middle', fetched));
    await chain.choose();
    expect((await chain.outlook()).chain[0]).toEqual({
      name: 'middle',
      ...fetched,
      lastFailure: { reason: 'middle: the network is gone.', code: 'embedding-failed' },
    });
  });
});
