import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SilentLogger } from '@lexhop/foundation';
import { type ArticleNode, type Edge, edgeId, type PseudoQuery, pseudoQueryId } from '@lexhop/graph-model';
import type { VectorPage } from '@lexhop/graph-store';
import { IndexFolder, InMemoryGraphReader } from '@lexhop/retrieval';
import { makeGraphIndex } from '@lexhop/retrieval/testing';
import type { Statute } from '@lexhop/statutes';
import { allLawStatutes, articlesOf } from './all-law-statutes.js';
import type { BenchResult } from './bench-result.js';
import { measureAnswers, measureLoad } from './index-measures.js';
import { madeUpVectors } from './made-up-graph.js';
import { ownQuestions } from './own-sentences.js';
import { build as everydayBuild } from './retrieval.bench.js';

const dimensions = 512;
const rowsPerPage = 1_000;
const edgesPerArticle = 4;
const queries = 200;
const warming = 20;
const keywords = ['主管機關', '當事人', '處分', '通知', '期間', '聲請'];

/** The index of all law, or of its first so many articles, without the books: making it, its file, and answers. Vectors are of no meaning. */
export async function* run({ articles = Infinity }: { readonly articles?: number } = {}): AsyncIterable<BenchResult> {
  const statutes = allLawStatutes();
  if (!statutes) return;
  const contents = new LawContents(await nodesOf(statutes, articles));
  const directory = await mkdtemp(join(tmpdir(), 'lexhop-bench-'));
  const space = everydayBuild.space && { ...everydayBuild.space, dimensions };
  const build = { ...everydayBuild, ...(space && { space }) };
  const path = join(directory, 'indexes');
  const folder = new IndexFolder(path, new SilentLogger(), (law, place) => makeGraphIndex(contents, law, place));
  try {
    const made = await measureLoad('make the index, and write its file', folder, build);
    yield { ...made.result, facts: { ...contents.counts, ...made.result.facts } };
    const { index, result } = await measureLoad('load the index from its file', folder, build);
    const [file = ''] = await readdir(path);
    const size = (await stat(join(path, file))).size / 2 ** 20;
    yield { ...result, target: 5_000, facts: { ...result.facts, 'file, MiB': size } };
    const reader = new InMemoryGraphReader(index);
    for (const mode of ['hop', 'bm25', 'dense'] as const) {
      let asked = 0;
      yield await measureAnswers(reader, {
        mode,
        queries,
        warming,
        text: () => contents.questionAt((asked += 1) * 7_919),
        vectors: () => {
          const vector = madeUpVectors(1, dimensions, asked * 31 + 5);
          return { query: vector, question: vector };
        },
      });
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function nodesOf(statutes: AsyncIterable<Statute>, articles: number): Promise<readonly ArticleNode[]> {
  const nodes = new Map<string, ArticleNode>();
  for await (const statute of statutes) {
    if (nodes.size >= articles) break;
    for (const node of articlesOf(statute)) nodes.set(node.id, node);
  }
  return [...nodes.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** The articles, two questions of each from its own sentences, and four edges from each. */
class LawContents {
  constructor(private readonly articles: readonly ArticleNode[]) {}

  get counts() {
    return { articles: this.articles.length };
  }

  questionAt(place: number): string {
    return this.#questions(place % this.articles.length)[place % 2]?.text ?? '主管機關為何？';
  }

  nodes() {
    return this.#pages((node) => [node]);
  }

  questions() {
    return this.#pages((_, place) => this.#questions(place));
  }

  edges() {
    return this.#pages((node, place) => this.#edges(node.id, place));
  }

  async *vectors(_: unknown, of: 'nodes' | 'incoming' | 'outgoing'): AsyncIterable<VectorPage> {
    let first = 0;
    for await (const page of of === 'nodes' ? this.nodes() : this.questions()) {
      yield { ids: page.map(({ id }) => id), vectors: madeUpVectors(page.length, dimensions, first) };
      first += page.length;
    }
  }

  async *#pages<Row>(rowsOf: (node: ArticleNode, place: number) => readonly Row[]): AsyncIterable<readonly Row[]> {
    for (let from = 0; from < this.articles.length; from += rowsPerPage) {
      yield this.articles.slice(from, from + rowsPerPage).flatMap((node, place) => rowsOf(node, from + place));
    }
  }

  #questions(place: number): readonly PseudoQuery[] {
    const node = this.articles[place];
    return ((node && ownQuestions(node)?.incoming) ?? []).map((text) => {
      const nodeId = node?.id ?? '';
      const id = pseudoQueryId(nodeId, 'incoming', text);
      return { id, nodeId, direction: 'incoming', text, keywords: [], draftedBy: 'bench' };
    });
  }

  #edges(source: string, place: number): readonly Edge[] {
    return Array.from({ length: edgesPerArticle }, (_, step) => {
      const [question] = this.#questions((place * 31 + step * 7_919 + 1) % this.articles.length);
      if (!question) return undefined;
      const { id: incomingQuestion, nodeId: target, text } = question;
      const outgoingQuestion = pseudoQueryId(source, 'outgoing', text);
      const id = edgeId('question', source, target, incomingQuestion);
      const edge = { kind: 'question' as const, source, target, outgoingQuestion, incomingQuestion };
      return { id, ...edge, text, keywords, score: 0.5 };
    }).filter((edge) => edge !== undefined);
  }
}
