import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aCache, generatedFiles, someSources } from './testing/generated-model.js';
import { type Mischief, sha256, startHub } from './testing/misbehaving-hub.js';
import { temporaryFolder } from './testing/files.js';

const graph = generatedFiles['onnx/model.onnx'] ?? Buffer.alloc(0);

function pullProcess(cache: string, endpoint: string): ChildProcessByStdio<null, Readable, Readable> {
  const script = path.join(import.meta.dirname, './testing/pull-process.ts');
  const child = spawn(process.execPath, ['--conditions=@lexhop/source', '--import', 'tsx', script, cache, endpoint], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TSX_TSCONFIG_PATH: path.resolve('tsconfig.base.json') },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Sends half of the graph and no more, and tells when that is done. */
function sendHalf(): { readonly sent: Promise<void>; readonly mischief: Mischief } {
  let tell: () => void = () => undefined;
  const sent = new Promise<void>((resolve) => (tell = resolve));
  const mischief: Mischief = (_, response) => {
    response.writeHead(200, { 'content-length': graph.length });
    response.write(graph.subarray(0, graph.length / 2), () => tell());
    return true;
  };
  return { sent, mischief };
}

describe('pulling in processes of their own', () => {
  it('goes on where a killed process was, and its lock stops nobody', async () => {
    const hub = await startHub(generatedFiles);
    const cache = path.join(await temporaryFolder(), 'hub');
    const half = sendHalf();
    hub.misbehave(half.mischief);
    const child = pullProcess(cache, hub.endpoint);
    await half.sent;
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await aCache(someSources({ cache, endpoint: hub.endpoint })).pull('tiny')).toHaveLength(3);
    expect(await aCache(someSources({ cache })).verify('tiny')).toMatchObject([
      { right: true },
      { right: true },
      { right: true },
    ]);
  });

  it('lets one of two fetch, and both have it', async () => {
    const hub = await startHub(generatedFiles);
    const cache = path.join(await temporaryFolder(), 'hub');
    const children = [pullProcess(cache, hub.endpoint), pullProcess(cache, hub.endpoint)];
    const said = await Promise.all(children.map(({ stdout }) => text(stdout)));
    expect(said).toEqual(['pulling\npulled 3\n', 'pulling\npulled 3\n']);
    expect(hub.requests.filter(({ url }) => url.startsWith('/files/onnx/'))).toHaveLength(1);
  });
});

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
