import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelSources } from './model-entry.js';
import { aCache, anEntry, generatedFiles, someSources } from './testing/generated-model.js';
import { type LocalHub, type Mischief, sha256, startHub } from './testing/misbehaving-hub.js';
import { temporaryFolder } from './testing/files.js';

const graph = generatedFiles['onnx/model.onnx'] ?? Buffer.alloc(0);
const graphName = sha256(graph);

interface Place {
  readonly hub: LocalHub;
  readonly sources: ModelSources;
  /** The repository's folder in the cache. */
  readonly folder: string;
}

async function aPlace(files = generatedFiles): Promise<Place> {
  const hub = await startHub(files);
  const cache = path.join(await temporaryFolder(), 'hub');
  return {
    hub,
    sources: someSources({ cache, endpoint: hub.endpoint }),
    folder: path.join(cache, 'models--maker--model'),
  };
}

const blobs = ({ folder }: Place) => readdir(path.join(folder, 'blobs'));
const fileRequests = ({ hub }: Place) => hub.requests.filter(({ url }) => url.startsWith('/files/onnx/model.onnx'));

const cutAfter =
  (bytes: number): Mischief =>
  (_, response) => {
    response.writeHead(200, { 'content-length': graph.length });
    // Only after a while: what is cut at once may not arrive at all.
    response.write(graph.subarray(0, bytes), () => void setTimeout(() => response.destroy(), 50));
    return true;
  };
const hangUp: Mischief = (request) => {
  request.socket.destroy();
  return true;
};
const refuse =
  (status: number, headers: Readonly<Record<string, string>> = {}): Mischief =>
  (_, response) => {
    response.writeHead(status, headers).end('no');
    return true;
  };
const serve =
  (bytes: Buffer): Mischief =>
  (_, response) => {
    response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    return true;
  };
const standStill: Mischief = (_, response) => {
  response.writeHead(200, { 'content-length': graph.length });
  response.write(graph.subarray(0, 100));
  return true;
};
const wrongBytes = Buffer.from(graph.map((byte, index) => (index === 50 ? byte ^ 1 : byte)));

describe('pulling a model', () => {
  it('lays it out as the hub’s own programs do', async () => {
    const place = await aPlace();
    await aCache(place.sources).pull('tiny');
    const link = path.join(place.folder, 'snapshots', place.hub.commit, 'onnx', 'model.onnx');
    expect(await readlink(link)).toBe(path.join('..', '..', '..', 'blobs', graphName));
    expect(await readFile(link)).toEqual(graph);
    expect(await readFile(path.join(place.folder, 'refs', 'main'), 'utf8')).toBe(place.hub.commit);
    expect((await blobs(place)).some((name) => name.endsWith('.incomplete'))).toBe(false);
  });

  it('asks nobody for what is here and right', async () => {
    const place = await aPlace();
    const cache = aCache(place.sources);
    await cache.pull('tiny');
    const before = place.hub.requests.length;
    expect(await cache.pull('tiny')).toHaveLength(3);
    expect(place.hub.requests).toHaveLength(before);
  });

  it('asks nobody at all when it is offline, and finds what is here', async () => {
    const place = await aPlace();
    const offline = { ...place.sources, offline: true };
    await expect(aCache(offline).pull('tiny')).rejects.toThrow('HF_HUB_OFFLINE');
    expect(place.hub.requests).toEqual([]);
    await aCache(place.sources).pull('tiny');
    expect(await aCache(offline).pull('tiny')).toHaveLength(3);
  });

  it('tells how far it is, up to the whole', async () => {
    const place = await aPlace();
    const seen: { readonly done: number; readonly total: number }[] = [];
    await aCache(place.sources).pull('tiny', { onProgress: (progress) => void seen.push(progress) });
    const total = Object.values(generatedFiles).reduce((sum, bytes) => sum + bytes.length, 0);
    expect(seen.at(-1)).toMatchObject({ done: total, total });
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).toSorted((one, other) => one - other));
  });

  it('resumes where a cut left it', async () => {
    const place = await aPlace();
    place.hub.misbehave(cutAfter(500), hangUp);
    await aCache(place.sources).pull('tiny');
    expect(fileRequests(place).map(({ range }) => range)).toEqual([undefined, 'bytes=500-', 'bytes=500-']);
  });

  it('begins again when the server does not resume', async () => {
    const place = await aPlace();
    place.hub.misbehave(cutAfter(500), serve(graph));
    expect(await aCache(place.sources).pull('tiny')).toHaveLength(3);
  });

  it('begins again when what it has is longer than the file', async () => {
    const place = await aPlace();
    await mkdir(path.join(place.folder, 'blobs'), { recursive: true });
    await writeFile(path.join(place.folder, 'blobs', `${graphName}.incomplete`), Buffer.alloc(graph.length + 5));
    expect(await aCache(place.sources).pull('tiny')).toHaveLength(3);
  });

  it('waits as long as a 429 asks, and tries again after a 500', async () => {
    const place = await aPlace();
    place.hub.misbehave(refuse(429, { 'retry-after': '1' }), refuse(500));
    const began = performance.now();
    await aCache(place.sources).pull('tiny');
    expect(performance.now() - began).toBeGreaterThan(950);
    expect(fileRequests(place)).toHaveLength(3);
  });

  it('gives up a body that stands still, and resumes', async () => {
    const place = await aPlace();
    place.hub.misbehave(standStill);
    await aCache(place.sources).pull('tiny');
    expect(fileRequests(place).map(({ range }) => range)).toEqual([undefined, 'bytes=100-']);
  });

  it.each([
    ['wrong bytes', serve(wrongBytes), /SHA-256/u],
    ['too many bytes', serve(Buffer.concat([graph, graph])), /bytes instead of/u],
    ['too few bytes', serve(graph.subarray(0, 700)), /bytes instead of|416|another byte/u],
  ])('keeps no file of %s', async (_, mischief, sentence) => {
    const place = await aPlace();
    place.hub.misbehave(mischief, mischief, mischief, mischief);
    await expect(aCache(place.sources).pull('tiny')).rejects.toThrow(sentence);
    expect(await blobs(place)).not.toContain(graphName);
    expect(await aCache(place.sources).pull('tiny')).toHaveLength(3);
  });

  it('says at once when a file is not there, and when nobody answers', async () => {
    const place = await aPlace({ 'config.json': Buffer.from('{}') });
    await expect(aCache(place.sources).pull('tiny')).rejects.toMatchObject({
      code: 'model-download-failed',
      message: expect.stringContaining('maker/model has no onnx/model.onnx') as string,
    });
    const nobody = someSources({ cache: place.sources.cache, endpoint: 'http://lexhop.invalid' });
    const began = performance.now();
    await expect(aCache(nobody).pull('tiny')).rejects.toThrow("lexhop.invalid can't be reached");
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('leaves a whole cache and a clear error behind on a full disk', async () => {
    if (!existsSync('/dev/full')) return;
    const place = await aPlace();
    await mkdir(path.join(place.folder, 'blobs'), { recursive: true });
    const incomplete = path.join(place.folder, 'blobs', `${graphName}.incomplete`);
    await symlink('/dev/full', incomplete);
    await expect(aCache(place.sources).pull('tiny')).rejects.toThrow('the disk is full');
    expect((await lstat(incomplete)).isSymbolicLink()).toBe(true);
    expect(await aCache(place.sources).list()).toMatchObject([{ here: false }]);
  });

  it('stops when it is called off, and keeps what came', async () => {
    const place = await aPlace();
    place.hub.misbehave(standStill);
    const controller = new AbortController();
    const pulled = aCache(place.sources).pull('tiny', {
      signal: controller.signal,
      onProgress: ({ done }) => done === 100 && controller.abort(new Error('enough')),
    });
    await expect(pulled).rejects.toThrow('enough');
    expect(await blobs(place)).toEqual([`${graphName}.incomplete`]);
  });

  it('fetches once though two ask at the same time', async () => {
    const place = await aPlace();
    const [one, other] = await Promise.all([aCache(place.sources).pull('tiny'), aCache(place.sources).pull('tiny')]);
    expect(one).toEqual(other);
    expect(fileRequests(place)).toHaveLength(1);
  });

  it('sends the key to the hub', async () => {
    const place = await aPlace();
    const sources = { ...place.sources, hub: { ...place.sources.hub, token: 'secret' } };
    await aCache(sources).pull('tiny');
    expect(place.hub.requests[0]?.authorization).toBe('Bearer secret');
  });
});

describe('pinning', () => {
  it('writes down what the first pull found, and refuses another later', async () => {
    const first = await aPlace();
    await aCache(first.sources).pull('tiny');
    const pins = JSON.parse(await readFile(path.join(first.sources.cache, '..', 'lexhop-pins.json'), 'utf8')) as object;
    expect(pins).toMatchObject({
      'maker/model/onnx/model.onnx': { commit: first.hub.commit, bytes: graph.length, sha256: graphName },
    });
    expect(await aCache(first.sources).list()).toMatchObject([{ pinning: 'pinned on first use', here: true }]);

    const other = await startHub({ ...generatedFiles, 'onnx/model.onnx': wrongBytes });
    const cache = path.join(first.sources.cache, '..', 'another');
    const moved = someSources({ cache, endpoint: other.endpoint });
    await expect(aCache(moved).pull('tiny')).rejects.toThrow('is not the one pinned: its SHA-256 is');
    expect(other.requests).toHaveLength(1);
  });

  it('asks the hub for nothing but the file where commit and digest are written in the registry', async () => {
    const place = await aPlace();
    const files = Object.entries(generatedFiles).map(([name, bytes]) => ({
      ...(name === 'onnx/model.onnx' ? { role: 'graph' as const } : {}),
      repository: 'maker/model',
      revision: place.hub.commit,
      path: name,
      bytes: bytes.length,
      sha256: sha256(bytes),
    }));
    const cache = aCache(place.sources, anEntry({ files }));
    await cache.pull('tiny');
    expect(place.hub.requests.filter(({ url }) => url.startsWith('/api/'))).toEqual([]);
    expect(await cache.list()).toMatchObject([{ pinning: 'pinned' }]);
  });

  it('checks small files by the name that git gives them', async () => {
    const place = await aPlace({ ...generatedFiles, 'onnx/model.onnx': Buffer.from('small') });
    place.hub.misbehave(
      serve(Buffer.from('smell')),
      serve(Buffer.from('smell')),
      serve(Buffer.from('smell')),
      serve(Buffer.from('smell')),
    );
    await expect(aCache(place.sources).pull('tiny')).rejects.toThrow('git digest');
  });
});
