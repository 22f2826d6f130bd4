import { EventLoopWatch } from '@lexhop/foundation/testing';
import { graphStoresOfTest } from '@lexhop/graph-store/testing';
import { statuteTitles } from '@lexhop/citations';
import { describe, expect, it } from 'vitest';
import { statedEdges } from '@lexhop/edge-matching';
import { importStatutes } from './import-statutes.js';
import { readNodes } from './read-nodes.js';
import { statuteCitations } from './statute-citations.js';
import { statutesThread } from './statutes-thread.js';

const bytes = (text: string) => new Blob([text]).stream();

const law = (modifiedOn: string, ...texts: readonly string[]) => ({
  LawLevel: '法律',
  LawName: '樣本法',
  LawURL: 'https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=Z0000009',
  LawModifiedDate: modifiedOn,
  LawArticles: texts.map((text, index) => ({
    ArticleType: 'A',
    ArticleNo: `第 ${index + 1} 條`,
    ArticleContent: text,
  })),
});

async function aGraph() {
  const { statutes } = await graphStoresOfTest();
  const add = (name: string, text: string) => importStatutes(statutes, 'default', { name, content: bytes(text) });
  return {
    add: (value: object) => add('law.json', JSON.stringify(value)),
    addText: (text: string) => add('law.txt', text),
    find: (id: string) => statutes.find('default', id),
  };
}

/** A file of statutes of 150 kB each that has no end. */
async function* endless({ onThird, onLeave }: { onThird?: () => Promise<void>; onLeave?: () => void }) {
  try {
    yield Buffer.from('[');
    for (let number = 1000; ; number += 1) {
      const one = { ...law('20220615', ...Array<string>(100).fill('甲'.repeat(500))), LawName: `第${number}號法` };
      yield Buffer.from(`${JSON.stringify({ ...one, LawURL: one.LawURL.replace('0009', `${number}`) })},`);
      if (number === 1002) await onThird?.();
    }
  } finally {
    onLeave?.();
  }
}

describe('an import of statutes', () => {
  it('of a long one leaves this thread free, and so do its citations and what its words state', async () => {
    const { statutes } = await graphStoresOfTest();
    const cites = '違反第二條、第三條第一項規定者，處一萬元罰鍰。';
    const articles = Array.from({ length: 600 }, (_, at) => `第 ${at + 2} 條\n${'主管機關依前條辦理之。\n'.repeat(4)}`);
    const text = `長法\n第 1 條\n${cites.repeat(500)}\n${articles.join('')}`;
    const watch = new EventLoopWatch();
    const imported = await importStatutes(statutes, 'long', { name: 'long.txt', content: bytes(text) });
    const id = (await statutes.list('long', { limit: 1 }))[0]?.id ?? '';
    const read = await statuteCitations(statutes, { graph: 'long', statute: id }, { limit: 1 });
    const stored = await statutes.find('long', id, 'article');
    if (!stored) throw new Error('The statute was not saved.');
    const { statute, nodes } = stored;
    const names = { named: [statute], titles: statuteTitles([statute]) };
    const nodesRead = await readNodes({ ...statute, articles: nodes }, names, nodes);
    const { edges } = statedEdges(nodesRead, (one) => nodes.some((node) => node.id === one));
    expect(watch.stop()).toBeLessThan(200);
    expect(imported).toMatchObject({ statutes: 1, articles: 601 });
    expect(read?.[0]?.citations).toHaveLength(500);
    expect(edges.filter(({ source }) => source === `${id}:1`).map(({ kind }) => kind)).toContain('penalises');
  });

  it('of a long file ends when the books take no more, and reads the file no further', async () => {
    const { statutes } = await graphStoresOfTest();
    const noRoom = { value: () => Promise.reject(new Error('There is no room.')) };
    const full = Object.create(statutes, { put: noRoom }) as typeof statutes;
    let hasLeft = false;
    const content = endless({ onLeave: () => (hasLeft = true) });
    await expect(importStatutes(full, 'long', { name: 'endless.json', content })).rejects.toThrow('There is no room.');
    expect(hasLeft).toBe(true);
  });

  it('of a long file ends when the thread that reads it does, and the next is read in another', async () => {
    const { statutes } = await graphStoresOfTest();
    const kill = () => statutesThread.use((thread) => thread.close());
    const file = (content: AsyncIterable<Uint8Array>) => ({ name: 'long.json', content });
    await expect(importStatutes(statutes, 'long', file(endless({ onThird: kill })))).rejects.toMatchObject({
      code: 'worker-thread-gone',
    });
    expect(
      await importStatutes(statutes, 'long', {
        name: 'long.txt',
        content: bytes(`長法\n第 1 條\n${'甲'.repeat(50_000)}`),
      }),
    ).toMatchObject({ statutes: 1 });
  });

  it('leaves out a version older than the one that the graph has, and says so', async () => {
    const graph = await aGraph();
    await graph.add(law('20220615', '現行規定。'));
    const older = await graph.add(law('20050101', '從前規定。'));
    expect(older).toMatchObject({ statutes: 0, articles: 0, replaced: 0, leftOut: { statutes: 1 }, warningCount: 1 });
    expect(older.warnings[0]?.sentence).toMatch(/^樣本法 \(Z0000009\) of 2005-01-01 is older.* of 2022-06-15/);
    expect((await graph.find('Z0000009'))?.nodes[0]?.text).toBe('現行規定。');
    expect(await graph.add(law('20260101', '新規定。'))).toMatchObject({ replaced: 1, leftOut: { statutes: 0 } });
  });

  it('counts the articles that were left out and the lines that may begin one', async () => {
    const graph = await aGraph();
    expect(await graph.add(law('20220615', '甲。', '', '丙。'))).toMatchObject({
      articles: 2,
      leftOut: { statutes: 0, articles: 1, lines: 0 },
    });
    const text = '租賃法\n第一條\n甲應依\n第三百條\n規定通知乙。\n第二條\n乙應答覆。';
    expect(await graph.addText(text)).toMatchObject({ articles: 2, leftOut: { articles: 0, lines: 1 } });
  });

  it('that ends before its file does says how many statutes were saved, and has the code and the facts of why', async () => {
    const graph = await aGraph();
    const full = law('20220615', ...Array.from({ length: 2_000 }, (_, index) => `第 ${index} 句。`));
    const cut = `[${JSON.stringify(full)},{"LawName":"乙法","LawArticles":[`;
    await expect(graph.addText(cut)).rejects.toMatchObject({
      code: 'statute-file-unreadable',
      fault: 'cut-short',
      saved: 1,
      message: expect.stringMatching(
        /Before that, 1 statutes of law.txt were saved; what came after was not/,
      ) as string,
    });
    expect((await graph.find('Z0000009'))?.nodes).toHaveLength(2_000);
    await expect(graph.addText('[')).rejects.toThrow('Nothing of law.txt was saved.');
  });
});
