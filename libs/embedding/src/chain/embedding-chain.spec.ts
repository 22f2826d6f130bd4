import { Logger, SettingError } from '@lexhop/foundation';
import { describe, expect, it } from 'vitest';
import { EmbeddingError } from '../errors.js';
import { mockProvider } from '../mock-embedding-model.js';
import { aChain, aProvider, fails, FakeEmbeddingModel } from '../testing/fake-embedding-model.js';
import { EmbeddingChain } from './embedding-chain.js';

describe('EmbeddingChain.choose', () => {
  it('takes the first that works, and says of each before it why not', async () => {
    const dead = aProvider('dead');
    dead.model.failure = new EmbeddingError('dead', 'quota used up.');
    const chain = aChain([
      aProvider('absent', fails('not on this machine.')),
      dead,
      aProvider('small'),
      mockProvider(),
    ]);
    const chosen = await chain.choose();
    expect(chosen.name).toBe('small');
    expect(chosen.passedOver).toEqual([
      { name: 'absent', reason: 'it: not on this machine.', code: 'embedding-failed' },
      { name: 'dead', reason: 'dead: quota used up.', code: 'embedding-failed' },
    ]);
  });

  it('passes over a provider that fails with something that is no error of LexHop', async () => {
    const chosen = await aChain([aProvider('odd', () => Promise.reject('a string')), mockProvider()]).choose();
    expect(chosen.passedOver).toEqual([{ name: 'odd', reason: 'a string' }]);
    expect(chosen.model.space.semantic).toBe(false);
  });

  it('asks nobody behind the first that works', async () => {
    const later = aProvider('later');
    await aChain([aProvider('first'), later]).choose();
    expect(later.downloads).toEqual([]);
  });

  it('fails with every reason when none works', async () => {
    const chain = aChain([aProvider('bge-m3', fails('no file.')), aProvider('gemini', fails('no key.'))]);
    await expect(chain.choose()).rejects.toMatchObject({
      code: 'no-embedding-model',
      retryable: true,
      message: 'None of the 2 embedding providers of the chain works. bge-m3: it: no file. gemini: it: no key.',
    });
  });

  it('means this or fail when the chain has one name', async () => {
    const chain = aChain([aProvider('bge-m3', fails('no file.')), mockProvider()], 'bge-m3');
    await expect(chain.choose()).rejects.toMatchObject({ passedOver: [{ name: 'bge-m3' }] });
  });

  it('takes another chain for once', async () => {
    const chain = aChain([aProvider('small'), mockProvider()], 'small');
    expect((await chain.choose({ chain: 'mock' })).name).toBe('mock');
    expect((await chain.choose()).name).toBe('small');
  });

  it('passes over a provider whose settings can not work together, and says so', async () => {
    const wrong = aProvider('wrong', () => Promise.reject(new SettingError('LEXHOP_X', '9', '1 is allowed')));
    const chain = aChain([wrong, mockProvider()]);
    const reason = 'LEXHOP_X is "9": 1 is allowed';
    expect(await chain.choose()).toMatchObject({ name: 'mock', passedOver: [{ name: 'wrong', reason }] });
    expect(chain.status().chain[0]).toEqual({ name: 'wrong', state: 'passed-over', reason, code: 'setting-invalid' });
  });

  it('stops with the reason when it is called off, and passes nobody over', async () => {
    const controller = new AbortController();
    const slow = aProvider('slow', () => controller.abort(new Error('enough')));
    slow.model.failure = new EmbeddingError('slow', 'aborted.');
    const chain = aChain([slow, mockProvider()]);
    await expect(chain.choose({ signal: controller.signal })).rejects.toThrow('enough');
    expect(chain.status().inUse).toBeUndefined();
  });

  it('opens a model once for all who ask at the same time', async () => {
    const provider = aProvider('small');
    const chain = aChain([provider]);
    const [one, other] = await Promise.all([chain.choose(), chain.choose()]);
    expect(one.model).toBe(other.model);
    expect(provider.downloads).toEqual([true]);
  });

  it('does not let one caller who gives up take the model from another', async () => {
    const controller = new AbortController();
    let fail: (error: Error) => void = () => undefined;
    const download = new Promise<void>((_, reject) => (fail = reject));
    const tries = [download, Promise.resolve()];
    const provider = aProvider('small', () => tries.shift());
    const chain = aChain([provider]);
    const impatient = chain.choose({ signal: controller.signal });
    const patient = chain.choose();
    controller.abort(new Error('enough'));
    fail(new EmbeddingError('small', 'the download was called off.'));
    await expect(impatient).rejects.toThrow('enough');
    expect((await patient).name).toBe('small');
  });

  it('logs why a provider is passed over once, however often it chooses', async () => {
    const sentences: string[] = [];
    class Lines extends Logger {
      override info(sentence: string) {
        sentences.push(sentence);
      }
      override warn(sentence: string) {
        sentences.push(sentence);
      }
      override error() {}
    }
    const providers = [aProvider('bge-m3', fails('no file.')), mockProvider()];
    const chain = new EmbeddingChain({ providers, chain: 'bge-m3,mock', logger: new Lines() });
    await chain.choose();
    await chain.choose();
    expect(sentences).toEqual([
      'The embedding provider bge-m3 is passed over: it: no file.',
      'Embedding uses mock, whose vectors know characters and no meaning.',
    ]);
  });
});

describe('EmbeddingChain.modelFor', () => {
  it('finds the model of a space though it is not in the chain, and downloads nothing', async () => {
    const old = aProvider('old');
    const chain = aChain([old, mockProvider()], 'mock');
    expect(await chain.modelFor(old.model.space)).toBe(old.model);
    expect(old.downloads).toEqual([false]);
  });

  it('names the model that can not be had now', async () => {
    const old = aProvider('old', fails('its files are not on this machine.'));
    await expect(aChain([old, mockProvider()]).modelFor(old.model.space)).rejects.toMatchObject({
      code: 'embedding-space-unavailable',
      model: 'old',
      retryable: true,
      message: expect.stringContaining('its files are not on this machine') as string,
    });
  });

  it('never takes a model of another space: other revision, other dimensions', async () => {
    const provider = aProvider('old');
    const chain = aChain([provider]);
    for (const other of [{ revision: '2' }, { dimensions: 16 }, { preparation: 'other' }]) {
      const wanted = chain.modelFor({ ...provider.model.space, ...other });
      await expect(wanted).rejects.toMatchObject({ code: 'embedding-space-unavailable' });
    }
  });

  it('says so when nobody provides such a model', async () => {
    const space = new FakeEmbeddingModel({ space: { model: 'unheard-of' } }).space;
    await expect(aChain([mockProvider()]).modelFor(space)).rejects.toThrow('no provider of such a model');
  });
});

describe('EmbeddingChain', () => {
  it.each(['', ' , ', 'bge-m4', 'mock,bge-m4'])('refuses the chain %j and says what is allowed', (chain) => {
    expect(() => aChain([mockProvider()], chain)).toThrow(/LEXHOP_EMBEDDING_CHAIN.*mock/u);
  });

  it('reads another chain, and refuses it under the name that its asker has for it', () => {
    const chain = aChain([aProvider('small'), mockProvider()], 'small');
    expect(chain.read(' mock, small,mock', 'embeddingChain')).toEqual(['mock', 'small']);
    expect(() => chain.read('mock,nope', 'embeddingChain')).toThrow(
      'embeddingChain is "mock,nope": one or more of small, mock, separated by commas, are allowed ("nope" is not known)',
    );
  });

  it('tells its status before and after it chose', async () => {
    const chain = aChain([aProvider('bge-m3', fails('no file.')), aProvider('small'), mockProvider()]);
    expect(chain.status()).toEqual({
      chain: ['bge-m3', 'small', 'mock'].map((name) => ({ name, state: 'not-tried' })),
      models: [],
    });
    await chain.choose();
    expect(chain.status()).toMatchObject({
      chain: [
        { name: 'bge-m3', state: 'passed-over', reason: 'it: no file.' },
        { name: 'small', state: 'ready' },
        { name: 'mock', state: 'not-tried' },
      ],
      inUse: 'small',
      models: [{ name: 'small', spaceId: 'fake/small@1:8:fp32:none' }],
    });
  });

  it('shows a model as ready that a query of an earlier build opened', async () => {
    const small = aProvider('small');
    const chain = aChain([small, mockProvider()]);
    await chain.modelFor(small.model.space);
    expect(chain.status()).toMatchObject({ chain: [{ name: 'small', state: 'ready' }, { state: 'not-tried' }] });
    expect(chain.status().inUse).toBeUndefined();
  });

  it('closes its models, and opens none after', async () => {
    const provider = aProvider('small');
    const chain = aChain([provider]);
    const { model } = await chain.choose();
    await chain.close();
    await expect(model.embed(['x'], 'passage')).rejects.toThrow('closed');
    await expect(chain.choose()).rejects.toThrow('closed');
  });
});
