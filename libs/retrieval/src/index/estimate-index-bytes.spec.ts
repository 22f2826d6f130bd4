import { readFile } from 'node:fs/promises';
import type { Build } from '@lexhop/graph-model';
import { describe, expect, it } from 'vitest';
import {
  aBuild,
  aCitationEdge,
  aGraph,
  anArticle,
  anIncomingQuestion,
  aQuestionEdge,
  aSpace,
  type GraphFixture,
  indexOf,
} from '../testing/graph-fixture.js';
import { estimateIndexBytes } from './estimate-index-bytes.js';

interface StatuteFile {
  readonly Laws: readonly {
    readonly LawName: string;
    readonly LawArticles: readonly { readonly ArticleNo: string; readonly ArticleContent: string }[];
  }[];
}

const dimensions = 64;

/** The statutes and the question bank that come with the project, four question edges and a citation from each article. */
async function sampleGraph(): Promise<GraphFixture> {
  const { Laws } = JSON.parse(await sampleFile('ChLaw.json')) as StatuteFile;
  const nodes = Laws.flatMap(({ LawName, LawArticles }, law) =>
    LawArticles.filter(({ ArticleNo }) => ArticleNo).map(({ ArticleContent }, place) =>
      anArticle({ statuteId: `T${law}`, number: `${place}`, statuteTitle: LawName, text: ArticleContent }),
    ),
  );
  const entries = (await sampleFile('question-bank.jsonl')).split('\n').filter(Boolean);
  const questions = entries.flatMap((line, entry) => {
    const { incoming } = JSON.parse(line) as { readonly incoming: readonly string[] };
    return incoming.map((text) => anIncomingQuestion(nodes[entry]?.id ?? '', text));
  });
  const edges = nodes.flatMap(({ id }, place) => {
    const answers = [1, 2, 3, 4].flatMap((step) => questions[(place * 7 + step * 31) % questions.length] ?? []);
    const keywords = ['著作財產權', '授權', '主管機關', '登記', '損害賠償', '合理使用'];
    return [
      ...answers.map((answer) => ({ ...aQuestionEdge(id, answer), keywords })),
      aCitationEdge(id, nodes[(place + 1) % nodes.length]?.id ?? id),
    ];
  });
  const vectors = new Map([...nodes, ...questions].map(({ id }) => [id, new Float32Array(dimensions)]));
  return aGraph({ build: aBuild({ space: aSpace({ dimensions }) }), nodes, questions, edges, vectors });
}

function sampleFile(name: string): Promise<string> {
  return readFile(new URL(`../../../../data/intellectual-property.${name}`, import.meta.url), 'utf8');
}

function countsOf({ nodes, questions, edges }: GraphFixture): Build['counts'] {
  const edgesOf = (kind: string) => edges.filter((edge) => edge.kind === kind).length;
  return {
    nodes: { article: nodes.length, paragraph: 0, repealed: 0 },
    questions: { incoming: questions.length, outgoing: 0 },
    edges: { question: edgesOf('question'), citation: edgesOf('citation'), hierarchy: 0 },
    isolated: 0,
    undrafted: 0,
    degreeHistogram: [],
    scoreHistogram: [],
  };
}

describe('estimateIndexBytes', () => {
  it('comes within a fifth of what an index of statutes holds', async () => {
    const graph = await sampleGraph();
    const counts = countsOf(graph);
    const estimate = estimateIndexBytes({ ...graph.build, ...(counts && { counts }) }) ?? 0;
    const { bytes } = indexOf(graph);
    expect(estimate / bytes).toBeGreaterThan(0.8);
    expect(estimate / bytes).toBeLessThan(1.2);
  });

  it('knows nothing of a build that was not counted', () => {
    expect(estimateIndexBytes(aBuild())).toBeUndefined();
  });
});
