import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCache, anEntry, generatedFiles, someSources } from './testing/generated-model.js';
import { sha256, startHub } from './testing/misbehaving-hub.js';
import { temporaryFolder, zipArchive } from './testing/files.js';

const packed = {
  'tiny.onnx': generatedFiles['onnx/model.onnx'] ?? Buffer.alloc(0),
  'tiny-tokenizer.json': generatedFiles['tokenizer.json'] ?? Buffer.alloc(0),
};
const archive = zipArchive(packed);
const maven = {
  coordinates: 'maker:tiny:1.2.3',
  bytes: archive.length,
  sha256: sha256(archive),
  entries: { 'onnx/model.onnx': 'tiny.onnx', 'tokenizer.json': 'tiny-tokenizer.json' },
};
const entry = anEntry({ files: anEntry().files.filter(({ path: file }) => file !== 'config.json'), maven });

/** A Maven client that notes how it was called, and copies an archive as `dependency:copy` does, or runs other lines. */
async function aClient(jar: Buffer, script?: string): Promise<{ readonly client: string; readonly folder: string }> {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'tiny-1.2.3.jar'), jar);
  const copy = `for word in "$@"; do case "$word" in -DoutputDirectory=*) cp '${folder}/tiny-1.2.3.jar' "\${word#*=}";; esac; done`;
  const client = path.join(folder, 'mvn');
  await writeFile(client, `#!/bin/sh\necho "$@" > '${folder}/called'\n${script ?? copy}\n`);
  await chmod(client, 0o755);
  return { client, folder };
}

describe.skipIf(process.platform === 'win32')('pulling a model from Maven', () => {
  it('unpacks the archive into the cache when the hub can not be reached', async () => {
    const { client, folder } = await aClient(archive);
    const cache = path.join(await temporaryFolder(), 'hub');
    const files = await aCache(someSources({ cache, endpoint: 'http://lexhop.invalid', maven: client }), entry).pull(
      'tiny',
    );
    expect(files.map(({ file }) => file.path)).toEqual(['onnx/model.onnx', 'tokenizer.json']);
    expect(files.map(({ snapshot }) => snapshot)).toEqual(['maven-1.2.3', 'maven-1.2.3']);
    expect(await readFile(files[0]?.path ?? '')).toEqual(packed['tiny.onnx']);
    expect(await readFile(path.join(folder, 'called'), 'utf8')).toContain(
      'dependency:copy -Dartifact=maker:tiny:1.2.3:jar',
    );
    expect(
      (await readdir(path.join(cache, 'models--maker--model', 'blobs'))).filter((name) => name.endsWith('incomplete')),
    ).toEqual([]);
  });

  it('is not asked while the hub serves the model', async () => {
    const { client, folder } = await aClient(archive);
    const hub = await startHub(generatedFiles);
    const cache = path.join(await temporaryFolder(), 'hub');
    await aCache(someSources({ cache, endpoint: hub.endpoint, maven: client }), entry).pull('tiny');
    expect(await readdir(folder)).not.toContain('called');
  });

  it.each([
    ['there is no client', undefined, archive, /can't be started/u],
    ['the client fails', 'echo "[ERROR] no such artefact" >&2; exit 1', archive, /\[ERROR\] no such artefact/u],
    ['the client brings nothing', 'true', archive, /fetched no archive/u],
    ['the archive is another', undefined, Buffer.concat([archive, Buffer.from('x')]), /bytes instead of/u],
  ])('says so when %s, beside what the hub said', async (situation, script, jar, sentence) => {
    const { client } = await aClient(jar, script);
    const cache = path.join(await temporaryFolder(), 'hub');
    const absent = situation === 'there is no client' ? { maven: '/nonexistent/mvn' } : { maven: client };
    const pulled = aCache(someSources({ cache, endpoint: 'http://lexhop.invalid', ...absent }), entry).pull('tiny');
    await expect(pulled).rejects.toThrow(sentence);
    await expect(pulled).rejects.toThrow("lexhop.invalid can't be reached");
  });

  it('ends the client when it is called off', async () => {
    const { client } = await aClient(archive, 'exec sleep 60');
    const cache = path.join(await temporaryFolder(), 'hub');
    const models = aCache(someSources({ cache, endpoint: 'http://lexhop.invalid', maven: client }), entry);
    const began = performance.now();
    const signal = AbortSignal.timeout(500);
    await expect(models.pull('tiny', { signal })).rejects.toThrow(/timeout/u);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
