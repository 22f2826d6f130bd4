import { afterEach, describe, expect, it } from 'vitest';
import { BuildScene, bytes } from '../../test/scene.js';
import { importGraph } from './import-graph.js';

const scenes: BuildScene[] = [];
afterEach(async () => {
  await Promise.all(scenes.splice(0).map((scene) => scene.close()));
});

async function aBuiltScene(): Promise<BuildScene> {
  const scene = new BuildScene();
  scenes.push(scene);
  await scene.work();
  await scene.importSample();
  await scene.build('default', { levels: ['article', 'paragraph'] });
  return scene;
}

describe('an exported graph', () => {
  it('is imported elsewhere as the same graph, with its statutes, so that a build there changes nothing', async () => {
    const scene = await aBuiltScene();
    const exported = await scene.exported();
    const elsewhere = new BuildScene();
    scenes.push(elsewhere);
    await elsewhere.work();
    const build = await importGraph(elsewhere.parts, 'copy', { name: 'graph.jsonl', content: bytes(exported) });
    expect(build).toMatchObject({ state: 'active', counts: { nodes: { article: 250, paragraph: 393 } } });
    expect((await elsewhere.exported('copy')) === exported).toBe(true);
    const rebuilt = await elsewhere.build('copy', { levels: ['article', 'paragraph'] });
    expect(rebuilt).toMatchObject({ state: 'active', comparison: { opened: 0, closed: 0 } });
    expect((await elsewhere.exported('copy')) === exported).toBe(true);
  });

  it('is refused when cut short, at the line where it ends, and nothing is activated', async () => {
    const scene = await aBuiltScene();
    const lines = (await scene.exported()).trimEnd().split('\n');
    const cut = lines.slice(0, -1).join('\n');
    const imported = importGraph(scene.parts, 'copy', { name: 'cut.jsonl', content: bytes(`${cut}\n`) });
    await expect(imported).rejects.toMatchObject({ code: 'graph-file', file: 'cut.jsonl' });
    expect(await scene.parts.stores.versions.active('copy')).toBeUndefined();
    const [build] = await scene.parts.stores.builds.list({ graph: 'copy', limit: 1 });
    expect(build?.state).toBe('failed');
  });

  it.each([
    ['is something else', '{"hello": 1}\n'],
    ['is empty', ''],
    ['is not JSON', 'PK\u0003\u0004\n'],
  ])('is refused when the file %s', async (_what, text) => {
    const scene = new BuildScene();
    scenes.push(scene);
    const imported = importGraph(scene.parts, 'copy', { name: 'other.txt', content: bytes(text) });
    await expect(imported).rejects.toMatchObject({ code: 'graph-file', line: 1 });
  });

  it('is refused, with the line, where a text holds what no store can hold', async () => {
    const scene = await aBuiltScene();
    const exported = (await scene.exported()).replace('"title":"', '"title":"\\u0000');
    const imported = importGraph(scene.parts, 'copy', { name: 'nul.jsonl', content: bytes(exported) });
    await expect(imported).rejects.toMatchObject({
      code: 'graph-file',
      line: 2,
      message: expect.stringContaining('U+0000') as string,
    });
  });
});
