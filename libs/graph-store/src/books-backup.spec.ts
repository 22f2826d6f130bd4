import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphStores } from './graph-stores.js';
import { freshGraphStores, graphStoresOfTest } from './testing/fresh-graph-stores.js';
import { GraphScene } from './testing/graph-scene.js';
import { aNode } from './testing/nodes.js';

const reply = { contentHash: 'hash of an article', draftingKey: 'a model' };
let stores: GraphStores;
let scene: GraphScene;
let lines: readonly string[];

async function backedUp({ backup }: GraphStores): Promise<readonly string[]> {
  const chunks: string[] = [];
  for await (const chunk of backup.lines()) chunks.push(chunk);
  return chunks.join('').trimEnd().split('\n');
}

beforeAll(async () => {
  stores = await freshGraphStores();
  scene = new GraphScene(stores);
  await scene.put(aNode({ id: 'A:1', text: '甲\\"\u2028乙' }), aNode({ id: 'A:2' }));
  await scene.built();
  await scene.put(aNode({ id: 'A:1', text: '丙' }));
  await scene.built();
  await stores.replies.save([{ ...reply, text: 'paid for' }]);
  await stores.access.addKey({
    name: 'alice',
    role: 'read',
    graphs: null,
    digest: 'd',
    createdAt: '',
    createdBy: null,
  });
  lines = await backedUp(stores);
  return () => stores.close();
});

describe('a backup of the books', () => {
  it('restored into empty books has every row as it was, builds to roll back to and what was paid for', async () => {
    const restored = await graphStoresOfTest();
    const rows = await restored.backup.restore(Readable.from(lines));
    expect(rows).toBe(lines.filter((line) => !/^\{"(?:lexhop|table|rows)":/.test(line)).length);
    expect((await backedUp(restored)).slice(1)).toEqual(lines.slice(1));
    expect(await restored.versions.active(scene.graph)).toEqual(await stores.versions.active(scene.graph));
  });

  it('is of books that go on: new graphs, builds and vectors do not meet the old', async () => {
    const restored = await graphStoresOfTest();
    await restored.backup.restore(Readable.from(lines));
    const next = new GraphScene(restored);
    await next.put(aNode({ id: 'B:1' }));
    await next.built();
    expect((await restored.versions.graphs()).map(({ name }) => name)).toEqual([next.graph, scene.graph].toSorted());
  });

  it('is of one moment, whatever is written meanwhile', async () => {
    const reading = stores.backup.lines()[Symbol.asyncIterator]();
    const chunks: string[] = [(await reading.next()).value as string];
    await stores.access.record({ at: '', by: null, action: 'meanwhile', status: 200 });
    for (let next = await reading.next(); !next.done; next = await reading.next()) chunks.push(next.value);
    expect(chunks.join('')).not.toContain('meanwhile');
  });

  it.each([
    ['is cut short', () => lines.slice(0, -3), /cut short, after \d+ rows/],
    ['lacks a row', () => lines.filter((line) => !line.includes('丙')), /cut short/],
    [
      'is of another form',
      () => [(lines[0] ?? '').replace(/"version":\d+/, '"version":99'), ...lines.slice(1)],
      /form 99/,
    ],
    ['is something else', () => ['{"lexhop":"graph"}'], /no backup of the books/],
    [
      'has a row that can’t be',
      () => lines.map((line) => line.replace('"state":"active"', '"state":null')),
      /rows of build/,
    ],
  ])('that %s is refused, and nothing is changed', async (_name, wrong, sentence) => {
    const restored = await graphStoresOfTest();
    await expect(restored.backup.restore(Readable.from(wrong()))).rejects.toThrow(sentence);
    expect(await restored.versions.graphs()).toEqual([]);
    expect(await restored.access.keys()).toEqual([]);
  });

  it('is not restored over what is there', async () => {
    await expect(stores.backup.restore(Readable.from(lines))).rejects.toThrow(/have a graph .* already/);
  });
});
