import { StaleRunError } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import { aCitation } from '@lexhop/graph-store/testing';
import { describe, expect, it } from 'vitest';
import { editedExcerpt } from '../testing/sample.js';
import { BuildScene, bytes, settings } from '../testing/scene.js';
import { GraphFileError } from '../errors.js';
import { cancelBuild, findBuild, retryBuild } from '../graph-builds.js';
import { sweep } from '../build-worker.js';
import { importGraph } from './import-graph.js';
import { PageImport } from './import-page.js';

let built: Promise<string> | undefined;

/** An exported graph, built once for all tests. */
function anExport(): Promise<string> {
  built ??= (async () => {
    const scene = await BuildScene.working();
    await scene.importSample();
    await scene.build('default', { levels: ['article', 'paragraph'] });
    return scene.exported();
  })();
  return built;
}

/** Files are read ahead: the second half is asked for before the first is looked at. */
async function beganToImport({ parts }: BuildScene): Promise<void> {
  const begun = () => parts.stores.builds.find({ graph: 'copy', number: 1 });
  while ((await begun()) === undefined) await new Promise((resolve) => setImmediate(resolve));
}

describe('an exported graph', () => {
  it('is imported elsewhere as the same graph, with its statutes, so that a build there changes nothing', async () => {
    const exported = await anExport();
    const elsewhere = await BuildScene.working();
    const build = await importGraph(elsewhere.parts, 'copy', { name: 'graph.jsonl', content: bytes(exported) });
    expect(build).toMatchObject({ state: 'active', counts: { nodes: { article: 40, paragraph: 75 } } });
    expect((await elsewhere.exported('copy')) === exported).toBe(true);
    const rebuilt = await elsewhere.build('copy', { levels: ['article', 'paragraph'] });
    expect(rebuilt).toMatchObject({ state: 'active', comparison: { opened: 0, closed: 0 } });
    expect((await elsewhere.exported('copy')) === exported).toBe(true);
  });

  it('is refused when cut short, at the line where it ends, and nothing is activated', async () => {
    const scene = await BuildScene.working();
    const lines = (await anExport()).trimEnd().split('\n');
    const cut = lines.slice(0, -1).join('\n');
    const imported = importGraph(scene.parts, 'copy', { name: 'cut.jsonl', content: bytes(`${cut}\n`) });
    await expect(imported).rejects.toMatchObject({ code: 'graph-file', file: 'cut.jsonl' });
    expect(await scene.parts.stores.versions.active('copy')).toBeUndefined();
    const [build] = await scene.parts.stores.builds.list({ graph: 'copy', limit: 1 });
    expect(build?.state).toBe('failed');
  });

  it('changes nothing where it is refused: statutes of the same ids stay as they were uploaded', async () => {
    const scene = await BuildScene.working();
    const exported = await anExport();
    await scene.importText('copy', editedExcerpt({ 'J0070017:1': '改過的條文。' }));
    const before = await scene.parts.stores.statutes.find('copy', 'J0070017');
    const cut = exported.slice(0, exported.lastIndexOf('{"end"'));
    const imported = importGraph(scene.parts, 'copy', { name: 'cut.jsonl', content: bytes(cut) });
    await expect(imported).rejects.toMatchObject({ code: 'graph-file' });
    expect(await scene.parts.stores.statutes.find('copy', 'J0070017')).toEqual(before);
    expect(await scene.build('copy')).toMatchObject({ state: 'active', comparison: { opened: 41 } });
  });

  it('is failed by a sweep when its process ended in the middle, so that another build can begin', async () => {
    const scene = await BuildScene.working();
    const { builds } = scene.parts.stores;
    await builds.begin('copy', { settings: { ...settings, from: 'import' }, draftedBy: [] });
    expect(await sweep(scene.parts, new AbortController().signal)).toEqual([]);
    const cutOff = await findBuild(scene.parts, { graph: 'copy', number: 1 });
    expect(cutOff).toMatchObject({ state: 'failed' });
    expect(cutOff.failure).toContain('import the file again');
    const exported = await anExport();
    const build = await importGraph(scene.parts, 'copy', { name: 'graph.jsonl', content: bytes(exported) });
    expect(build).toMatchObject({ number: 2, state: 'active' });
  });

  it('is refused where lines are missing in the middle, with both numbers', async () => {
    const scene = await BuildScene.working();
    const lines = (await anExport()).trimEnd().split('\n');
    const edges = lines.filter((line) => line.startsWith('{"edge"'));
    const holed = lines.filter((line) => line !== edges[3]).join('\n');
    const imported = importGraph(scene.parts, 'copy', { name: 'holed.jsonl', content: bytes(`${holed}\n`) });
    const sentence = `its last line says ${edges.length} edges, and ${edges.length - 1} were read.`;
    await expect(imported).rejects.toMatchObject({ code: 'graph-file', line: lines.length - 1, reason: sentence });
    expect(await scene.parts.stores.versions.active('copy')).toBeUndefined();
  });

  it('is refused where a vector has another length than the graph says, at its line', async () => {
    const scene = await BuildScene.working();
    const lines = (await anExport()).trimEnd().split('\n');
    const at = lines.findIndex((line) => line.startsWith('{"floats"'));
    lines[at] = JSON.stringify({ ...(JSON.parse(lines[at] ?? '') as object), floats: 'AACAPw==' });
    const imported = importGraph(scene.parts, 'copy', { name: 'short.jsonl', content: bytes(lines.join('\n')) });
    const reason = expect.stringContaining('has 1 numbers') as string;
    await expect(imported).rejects.toMatchObject({ code: 'graph-file', line: at + 1, reason });
  });

  it('is nobody else’s while it is read: a sweep leaves it alone', async () => {
    const scene = await BuildScene.working();
    const exported = await anExport();
    const half = exported.indexOf('\n', exported.length / 2) + 1;
    async function* sweptInTheMiddle() {
      yield Buffer.from(exported.slice(0, half));
      await beganToImport(scene);
      expect(await sweep(scene.parts, new AbortController().signal)).toEqual([]);
      yield Buffer.from(exported.slice(half));
    }
    const build = await importGraph(scene.parts, 'copy', { name: 'graph.jsonl', content: sweptInTheMiddle() });
    expect(build.state).toBe('active');
    expect((await scene.exported('copy')) === exported).toBe(true);
  });

  it('has succeeded once it is active, though old rows could not be cleared away', async () => {
    const scene = await BuildScene.working();
    const { stores } = scene.parts;
    const versions: GraphStores['versions'] = Object.create(stores.versions, {
      collect: { value: () => Promise.reject(new Error('The database went away.')) },
    });
    const content = bytes(await anExport());
    const parts = { ...scene.parts, stores: { ...stores, versions } };
    expect(await importGraph(parts, 'copy', { name: 'graph.jsonl', content })).toMatchObject({ state: 'active' });
  });

  it('that failed can’t be retried, only imported again', async () => {
    const scene = await BuildScene.working();
    const cut = (await anExport()).slice(0, 10_000);
    const imported = importGraph(scene.parts, 'copy', { name: 'cut.jsonl', content: bytes(cut) });
    await expect(imported).rejects.toThrow(GraphFileError);
    await expect(retryBuild(scene.parts, { graph: 'copy', number: 1 })).rejects.toThrow('import the file again');
  });

  it('that was cancelled while it was read says so and stays cancelled', async () => {
    const scene = await BuildScene.working();
    const exported = await anExport();
    const half = exported.indexOf('\n', exported.length / 2) + 1;
    async function* cancelledInTheMiddle() {
      yield Buffer.from(exported.slice(0, half));
      await beganToImport(scene);
      await cancelBuild(scene.parts, { graph: 'copy', number: 1 });
      yield Buffer.from(exported.slice(half));
    }
    const imported = importGraph(scene.parts, 'copy', { name: 'graph.jsonl', content: cancelledInTheMiddle() });
    await expect(imported).rejects.toThrow(StaleRunError);
    expect(await findBuild(scene.parts, { graph: 'copy', number: 1 })).toMatchObject({ state: 'cancelled' });
  });

  it.each([
    ['is something else', '{"hello": 1}\n'],
    ['is empty', ''],
    ['is not JSON', 'PK\u0003\u0004\n'],
  ])('is refused when the file %s', async (_what, text) => {
    const scene = await BuildScene.open();
    const imported = importGraph(scene.parts, 'copy', { name: 'other.txt', content: bytes(text) });
    await expect(imported).rejects.toMatchObject({ code: 'graph-file', line: 1 });
  });

  it('is refused, with the line, where a node has more questions than any may have', async () => {
    const scene = await BuildScene.working();
    const lines = (await anExport()).trimEnd().split('\n');
    const at = lines.findIndex((line) => line.startsWith('{"question"'));
    const crowd = Array.from({ length: 1_500 }, (_, place) => (lines[at] ?? '').replace('"id":"', `"id":"${place}-`));
    const content = bytes(`${lines.toSpliced(at, 1, ...crowd).join('\n')}\n`);
    await expect(importGraph(scene.parts, 'copy', { name: 'crowd.jsonl', content })).rejects.toMatchObject({
      code: 'graph-file',
      reason: expect.stringContaining('has more than the 1000 questions') as string,
    });
  });

  it('is refused where a million edges lead to one node, at the first beyond the bound', async () => {
    const books = new Proxy({}, { get: () => new Proxy({}, { get: () => async () => undefined }) }) as GraphStores;
    const space = { provider: 'test', model: 'plane', revision: '1', dimensions: 2, precision: 'fp32' } as const;
    const importing = new PageImport({
      stores: books,
      run: { graph: 'copy', number: 1, run: 1 },
      space: { ...space, preparation: 'none', semantic: true, reproducible: true },
      file: 'hub.jsonl',
    });
    let read = 0;
    const million = async () => {
      for (; read < 1_000_000; read += 1_000) {
        const lines = Array.from({ length: 1_000 }, (_, place) => ({ edge: aCitation(`S:${read + place}`, 'HUB:1') }));
        await importing.save({ line: read + 1, lines });
      }
    };
    await expect(million()).rejects.toThrow('HUB:1 has more than the 100000 edges that a node may have');
    expect(read).toBe(100_000);
  });

  it('is refused, with the line, where a line is longer than any article', async () => {
    const scene = await BuildScene.open();
    const [header = ''] = (await anExport()).split('\n');
    const content = bytes(`${header}\n{"node":"${'甲'.repeat(3_000_000)}"}\n`);
    await expect(importGraph(scene.parts, 'copy', { name: 'long.jsonl', content })).rejects.toMatchObject({
      code: 'graph-file',
      line: 2,
      reason: expect.stringContaining('is longer than 8388608 bytes') as string,
    });
  });

  it('is refused, with the line, where a text holds what no store can hold', async () => {
    const scene = await BuildScene.working();
    const exported = (await anExport()).replace('"title":"', '"title":"\\u0000');
    const imported = importGraph(scene.parts, 'copy', { name: 'nul.jsonl', content: bytes(exported) });
    await expect(imported).rejects.toMatchObject({
      code: 'graph-file',
      line: 2,
      message: expect.stringContaining('U+0000') as string,
    });
  });
});
