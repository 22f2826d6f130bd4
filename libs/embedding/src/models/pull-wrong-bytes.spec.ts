import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256, startHub } from '../testing/misbehaving-hub.js';
import { aCache, generatedFiles, someSources } from '../testing/model-fixtures.js';
import { temporaryFolder } from '../testing/temporary-folder.js';

const graph = generatedFiles['onnx/model.onnx'] ?? Buffer.alloc(0);
const config = generatedFiles['config.json'] ?? Buffer.alloc(0);
const wrong = Buffer.from(graph.map((byte, index) => (index === 50 ? byte ^ 1 : byte)));

async function aPulledModel() {
  const hub = await startHub(generatedFiles);
  const cache = path.join(await temporaryFolder(), 'hub');
  const sources = someSources({ cache, endpoint: hub.endpoint });
  await aCache(sources).pull('tiny');
  const snapshot = path.join(cache, 'models--maker--model', 'snapshots', hub.commit);
  const places = {
    graphPath: path.join(snapshot, 'onnx', 'model.onnx'),
    configPath: path.join(snapshot, 'config.json'),
  };
  return { hub, sources, ...places };
}

describe('pulling a model whose bytes changed', () => {
  it('fetches again what is wrong, and nothing else', async () => {
    const { hub, sources, graphPath } = await aPulledModel();
    await writeFile(graphPath, wrong);
    const before = hub.requests.length;
    expect(await aCache(sources).pull('tiny')).toHaveLength(3);
    expect(await readFile(graphPath)).toEqual(graph);
    const files = hub.requests.slice(before).filter(({ url }) => url.startsWith('/files/'));
    expect(files.map(({ url }) => url)).toEqual(['/files/onnx/model.onnx']);
    expect(await aCache(sources).verify('tiny')).toMatchObject([{ right: true }, { right: true }, { right: true }]);
  });

  it('fetches a small file again, which git names, and one that lies there as no link', async () => {
    const { sources, graphPath, configPath } = await aPulledModel();
    await writeFile(configPath, Buffer.alloc(config.length, 7));
    await rm(graphPath);
    await writeFile(graphPath, wrong);
    expect(await aCache(sources).pull('tiny')).toHaveLength(3);
    expect(await readFile(configPath)).toEqual(config);
    expect(await readFile(graphPath)).toEqual(graph);
  });

  it('says what is wrong when it can not be had, and leaves it until it can', async () => {
    const { sources, graphPath } = await aPulledModel();
    await writeFile(graphPath, wrong);
    const sentence = `${graphPath} has the SHA-256 ${sha256(wrong)} instead of ${sha256(graph)}.`;
    await expect(aCache({ ...sources, offline: true }).pull('tiny')).rejects.toThrow(sentence);
    const nobody = someSources({ cache: sources.cache, endpoint: 'http://lexhop.invalid' });
    await expect(aCache(nobody).pull('tiny')).rejects.toThrow(sentence);
    expect(await readFile(graphPath)).toEqual(wrong);
    expect(await aCache(sources).pull('tiny')).toHaveLength(3);
  });
});
