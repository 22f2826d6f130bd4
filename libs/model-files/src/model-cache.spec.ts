import { rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder } from './cache-layout.js';
import { modelRegistry } from './model-registry.js';
import { aCache, anEntry, generatedFiles, someSources } from './testing/generated-model.js';
import { startHub } from './testing/misbehaving-hub.js';
import { temporaryFolder, writeFiles } from './testing/files.js';

const commit = '0123456789012345678901234567890123456789';

describe('cacheFolder', () => {
  it.each([
    [{ HF_HUB_CACHE: '/a', HUGGINGFACE_HUB_CACHE: '/b', HF_HOME: '/c', XDG_CACHE_HOME: '/d' }, '/a'],
    [{ HUGGINGFACE_HUB_CACHE: '/b', HF_HOME: '/c', XDG_CACHE_HOME: '/d' }, '/b'],
    [{ HF_HOME: '/c', XDG_CACHE_HOME: '/d' }, '/c/hub'],
    [{ XDG_CACHE_HOME: '/d' }, '/d/huggingface/hub'],
  ])('is where %j says', (variables, folder) => {
    expect(cacheFolder(variables)).toBe(path.resolve(folder));
  });
});

describe('ModelCache', () => {
  it('finds files that somebody put into the cache by hand', async () => {
    const cache = await temporaryFolder();
    await writeFiles(path.join(cache, 'models--maker--model', 'snapshots', commit), generatedFiles);
    const models = aCache(someSources({ cache: path.join(cache) }));
    expect(await models.pull('tiny')).toHaveLength(3);
    expect(await models.path('tiny')).toBe(path.join(cache, 'models--maker--model', 'snapshots', commit, 'onnx'));
    expect(await models.verify('tiny')).toMatchObject([{ right: true }, { right: true }, { right: true }]);
  });

  it('does not take files of two snapshots for one model', async () => {
    const cache = await temporaryFolder();
    const { 'onnx/model.onnx': graph = Buffer.alloc(0), ...others } = generatedFiles;
    await writeFiles(path.join(cache, 'models--maker--model', 'snapshots', commit), { 'onnx/model.onnx': graph });
    await writeFiles(path.join(cache, 'models--maker--model', 'snapshots', 'another'), others);
    expect(await aCache(someSources({ cache })).list()).toMatchObject([
      { here: false, reasons: ['maker/model/onnx/model.onnx is not in the cache.'] },
    ]);
  });

  it('says which file is not what is pinned', async () => {
    const cache = await temporaryFolder();
    await writeFiles(path.join(cache, 'models--maker--model', 'snapshots', commit), generatedFiles);
    const [graph, ...others] = anEntry().files;
    const models = (pin: object) =>
      aCache(someSources({ cache }), anEntry({ files: [...(graph ? [{ ...graph, ...pin }] : []), ...others] }));
    const [short] = await models({ bytes: 5 }).list();
    expect(short?.reasons).toEqual([expect.stringMatching(/model\.onnx has \d+ bytes instead of 5\.$/u)]);
    const [other] = await models({ sha256: '0'.repeat(64) }).list();
    expect(other?.reasons).toEqual([expect.stringContaining('instead of 000000')]);
  });

  it('finds by verifying what a glance does not: a blob whose bytes changed', async () => {
    const hub = await startHub(generatedFiles);
    const cache = path.join(await temporaryFolder(), 'hub');
    const models = aCache(someSources({ cache, endpoint: hub.endpoint }));
    const [graph] = await models.pull('tiny');
    if (!graph) throw new Error('nothing was pulled');
    await writeFile(graph.path, Buffer.alloc(graph.bytes, 7));
    expect(await models.verify('tiny')).toMatchObject([
      { right: false, expected: graph.sha256 },
      { right: true },
      { right: true },
    ]);
  });

  it('names the models it knows when it is asked for another, and says where a missing one would be', async () => {
    const models = aCache(someSources({ cache: await temporaryFolder() }));
    await expect(models.path('huge')).rejects.toMatchObject({
      code: 'model-unknown',
      message: expect.stringContaining('tiny') as string,
    });
    await expect(models.path('tiny')).rejects.toThrow(/It would be in .*models--maker--model/u);
    await expect(models.verify('tiny')).rejects.toMatchObject({
      code: 'model-missing',
      hint: expect.stringContaining('lexhop models pull') as string,
    });
  });

  it('keeps pins it can not read rather than begin anew', async () => {
    const cache = path.join(await temporaryFolder(), 'hub');
    await writeFiles(path.dirname(cache), { 'lexhop-pins.json': Buffer.from('{"a":') });
    await expect(aCache(someSources({ cache })).list()).rejects.toThrow('pinned on first use can not be read');
  });

  it('finds a repository that is itself a link', async () => {
    const cache = await temporaryFolder();
    await writeFiles(path.join(cache, 'elsewhere', 'snapshots', commit), generatedFiles);
    await rename(path.join(cache, 'elsewhere'), path.join(cache, 'real'));
    await symlink('real', path.join(cache, 'models--maker--model'));
    expect(await aCache(someSources({ cache })).list()).toMatchObject([{ here: true }]);
  });
});

describe('modelRegistry', () => {
  it('names every model once, with graph and tokenizer', () => {
    expect(new Set(modelRegistry.map(({ name }) => name)).size).toBe(modelRegistry.length);
    for (const { files } of modelRegistry) {
      expect(files.map(({ role }) => role)).toEqual(expect.arrayContaining(['graph', 'tokenizer']));
    }
  });

  it('says of a Maven artefact where each file of the model is in it', () => {
    for (const { files, maven } of modelRegistry.filter((entry) => entry.maven)) {
      expect(Object.keys(maven?.entries ?? {})).toEqual(files.map(({ path: file }) => file));
    }
  });
});
