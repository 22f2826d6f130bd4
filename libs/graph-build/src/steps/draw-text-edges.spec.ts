import { isDeepStrictEqual } from 'node:util';
import { idsOfStatute } from '@lexhop/graph-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BuildScene } from '../testing/scene.js';
import { rangesOfStatutes, statuteRanges } from './draw-text-edges.js';

describe('statuteRanges', () => {
  it('cuts no statute, and makes one range of those within one', () => {
    const ranges = [
      { from: 'A:1', to: 'A:9', count: 9 },
      { from: 'A:91', to: 'B:2', count: 9 },
      { from: 'B:3', to: 'C:1', count: 9 },
    ];
    expect(statuteRanges(ranges)).toEqual([
      { from: 'A:', to: 'A:\uffff', count: 9 },
      { from: 'A:\uffff', to: 'B:\uffff', count: 9 },
      { from: 'B:\uffff', to: 'C:\uffff', count: 9 },
    ]);
  });
});

describe('rangesOfStatutes', () => {
  it('begins and ends each range with a statute, in order, and counts statutes', () => {
    expect(rangesOfStatutes(['C', 'A', 'A1'], 2)).toEqual([
      { from: 'A1:', to: 'A:\uffff', count: 2 },
      { from: 'C:', to: 'C:\uffff', count: 1 },
    ]);
    expect(rangesOfStatutes([], 2)).toEqual([]);
  });
});

/** What articles may say: a law with terms and a penalty, another law, and an order made under one of them. */
const says = {
  A0000001: [
    ['本法所稱器材，指電動之器具。', '本法所稱機台，指大型之器具。', '本法之主管機關為部。'],
    ['違反第一條規定者，處罰鍰。', '登記，準用第一條之規定。', '舊品不適用第一條之規定。', '依前條，使用器材。'],
    ['其辦法，由部定之。', '器材與機台應登記。'],
  ],
  A0000002: [
    ['本細則依甲法第三條規定訂定之。', '本細則依乙法第二條規定訂定之。', '本細則自發布日施行。'],
    ['器材應登記。', '機台應登記，準用甲法第二條之規定。', '登記。'],
    ['附則。', '器材。'],
  ],
  A0000003: [
    ['本法所稱器材，指手動之器具。', '乙。'],
    ['違反甲法第二條規定者，處罰鍰。', '丙法第一條準用之。', '其細則，由部定之。'],
  ],
} as const;
type StatuteId = keyof typeof says;
const ids = Object.keys(says) as StatuteId[];

interface State {
  /** Of the first law: 甲法 or 丙法. */
  readonly title: string;
  readonly texts: Readonly<Record<StatuteId, readonly string[]>>;
  /** Whether the order is there. */
  readonly order: boolean;
}

const textsOf = (id: StatuteId) => fc.tuple(...says[id].map((texts) => fc.constantFrom<string>(...texts)));
const state: fc.Arbitrary<State> = fc.record({
  title: fc.constantFrom('甲法', '甲法', '甲法', '丙法'),
  texts: fc.record({ A0000001: textsOf('A0000001'), A0000002: textsOf('A0000002'), A0000003: textsOf('A0000003') }),
  order: fc.constantFrom(true, true, true, false),
});

function fileOf({ title, texts, order }: State): string {
  const titles = { A0000001: title, A0000002: '器材細則', A0000003: '乙法' };
  const there = ids.filter((id) => order || id !== 'A0000002');
  const Laws = there.map((id) => ({
    LawLevel: id === 'A0000002' ? '命令' : '法律',
    LawName: titles[id],
    LawURL: `https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=${id}`,
    LawArticles: texts[id].map((ArticleContent, place) => {
      return { ArticleType: 'A', ArticleNo: `第 ${place + 1} 條`, ArticleContent };
    }),
  }));
  return JSON.stringify({ UpdateDate: '2024/1/1', Laws });
}

/** Makes the graph's statutes those of a state, and builds it. */
async function built(scene: BuildScene, graph: string, wanted: State): Promise<string> {
  await scene.importText(graph, fileOf(wanted));
  if (!wanted.order) await scene.parts.stores.statutes.delete(graph, ['A0000002']);
  expect(await scene.build(graph)).toMatchObject({ state: 'active' });
  return scene.exported(graph);
}

/** Kinds and ends of the edges of an export, without the hierarchy. */
function statedIn(exported: string): readonly string[] {
  const lines = exported
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { edge?: Record<string, string> });
  return lines
    .flatMap(({ edge }) => (edge && edge.kind !== 'hierarchy' ? [`${edge.source} ${edge.kind} ${edge.target}`] : []))
    .toSorted();
}

describe('text edges', () => {
  const first: State = {
    title: '甲法',
    texts: {
      A0000001: ['本法所稱器材，指電動之器具。', '違反第一條規定者，處罰鍰。', '其辦法，由部定之。'],
      A0000002: ['本細則依甲法第三條規定訂定之。', '器材應登記。', '附則。'],
      A0000003: ['乙。', '違反甲法第二條規定者，處罰鍰。'],
    },
    order: true,
  };

  it('are of the kinds that the words state, and lead from a law to the order made under it', async () => {
    const scene = await BuildScene.working();
    expect(statedIn(await built(scene, 'default', first))).toEqual([
      'A0000001:1 defines A0000002:2',
      'A0000001:2 penalises A0000001:1',
      'A0000001:3 delegates A0000002:1',
      'A0000003:2 penalises A0000001:2',
    ]);
  });

  it('are drawn though the terms of a law could not be read at the first try of its batch', async () => {
    const scene = await BuildScene.working();
    const { edges } = scene.parts.stores;
    const nodes = edges.nodes.bind(edges);
    const ofLaw = idsOfStatute('A0000001');
    let reads = 0;
    edges.nodes = async (run, range) => {
      if (isDeepStrictEqual(range, ofLaw) && (reads += 1) === 1) throw new Error('The books are away for a moment.');
      return nodes(run, range);
    };
    expect(statedIn(await built(scene, 'default', first))).toContain('A0000001:1 defines A0000002:2');
    expect(reads).toBe(2);
  });

  it('of any edits are drawn again just where they must be: equal to those of a build from scratch', async () => {
    const scene = await BuildScene.working();
    await built(scene, 'edited', first);
    let graphs = 0;
    await fc.assert(
      fc.asyncProperty(state, async (next) => {
        const exported = await built(scene, 'edited', next);
        expect(exported).toBe(await built(scene, `fresh${++graphs}`, next));
      }),
      {
        numRuns: 4,
        // Every run goes on from the one before.
        endOnFailure: true,
        examples: [
          // The law's term changes: so does the order, which is not touched.
          [{ ...first, texts: { ...first.texts, A0000001: [says.A0000001[0][1], ...first.texts.A0000001.slice(1)] } }],
          // The mother article changes: the order is still made under it.
          [
            {
              ...first,
              texts: { ...first.texts, A0000001: [...first.texts.A0000001.slice(0, 2), says.A0000001[2][1]] },
            },
          ],
        ],
      },
    );
  });
});
