import { graphStoresOfTest } from '@lexhop/graph-store/testing';
import { describe, expect, it } from 'vitest';
import { importStatutes } from './import-statutes.js';
import { statuteCitations } from './statute-citations.js';

const bytes = (text: string) => new Blob([text]).stream();

const theft = `刑法\n第 1 條\n甲。\n第 2 條\n第一項。\n第二項。`;
const special = `特別法
第 1 條
依刑法第二條第二項、第三條及第九條辦理。
第 2 條
準用前條之規定。
第 3 條
刑法之罪，依本法第七條處斷。`;

async function aStore() {
  const { statutes } = await graphStoresOfTest();
  for (const [name, text] of Object.entries({ 'a.txt': theft, 'b.txt': special })) {
    await importStatutes(statutes, 'default', { name, content: bytes(text) });
  }
  const ids = new Map((await statutes.list('default', { limit: 9 })).map(({ id, title }) => [title, id]));
  return { statutes, theft: ids.get('刑法') ?? '', special: ids.get('特別法') ?? '' };
}

describe('the citations of an uploaded statute', () => {
  it('stand at their places in the text, with what they lead to among all statutes of the graph', async () => {
    const { statutes, theft: cited, special: statute } = await aStore();
    const read = await statuteCitations(statutes, { graph: 'default', statute }, { limit: 9 });
    expect(read?.map(({ article }) => article)).toEqual([`${statute}:1`, `${statute}:2`, `${statute}:3`]);
    const [first, second, third] = read?.map(({ citations }) => citations) ?? [];
    expect(first).toEqual([
      {
        kind: 'statute',
        mutatisMutandis: false,
        start: 1,
        end: 17,
        text: '刑法第二條第二項、第三條及第九條',
        targets: [
          { id: `${cited}:2#2`, found: `${cited}:2#2`, statuteTitle: '刑法' },
          { id: `${cited}:3`, statuteTitle: '刑法' },
          { id: `${cited}:9`, statuteTitle: '刑法' },
        ],
      },
    ]);
    expect(second).toMatchObject([
      { kind: 'relative', mutatisMutandis: true, text: '前條', targets: [{ found: `${statute}:1` }] },
    ]);
    expect(third).toMatchObject([
      { kind: 'statute', text: '刑法', targets: [{ id: cited, found: cited }] },
      { kind: 'absolute', targets: [{ id: `${statute}:7`, statuteTitle: '特別法' }] },
    ]);
    expect(third?.[1]?.targets[0]).not.toHaveProperty('found');
  });

  it('are read part by part, or of the articles asked for', async () => {
    const { statutes, special: statute } = await aStore();
    const read = async (part: Parameters<typeof statuteCitations>[2]) =>
      (await statuteCitations(statutes, { graph: 'default', statute }, part))?.map(({ article }) => article);
    expect(await read({ limit: 2 })).toEqual([`${statute}:1`, `${statute}:2`]);
    expect(await read({ limit: 2, after: `${statute}:2` })).toEqual([`${statute}:3`]);
    expect(await read({ limit: 2, articles: [`${statute}:2`, `${statute}:44`] })).toEqual([`${statute}:2`]);
  });

  it('are read with a turn for others after each article', async () => {
    const { statutes } = await graphStoresOfTest();
    const text = `長法\n${Array.from({ length: 200 }, (_, index) => `第 ${index + 1} 條\n${'依第一條至第二百條辦理。'.repeat(3)}`).join('\n')}`;
    await importStatutes(statutes, 'default', { name: 'long.txt', content: bytes(text) });
    const [long] = await statutes.list('default', { limit: 1 });
    let [turns, isOver] = [0, false];
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const read = await statuteCitations(statutes, { graph: 'default', statute: long?.id ?? '' }, { limit: 200 });
    isOver = true;
    expect(read).toHaveLength(200);
    expect(read?.[0]?.citations.map(({ leftOut }) => leftOut)).toContain(200);
    expect(turns).toBeGreaterThanOrEqual(200);
  });

  it('are none where there is no such statute', async () => {
    const { statutes } = await aStore();
    expect(await statuteCitations(statutes, { graph: 'default', statute: 'X' }, { limit: 9 })).toBeUndefined();
  });
});
