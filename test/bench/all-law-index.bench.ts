import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SilentLogger } from '@lexhop/foundation';
import { EventLoopWatch } from '@lexhop/foundation/testing';
import { articleNodesOf } from '@lexhop/graph-build';
import { type ArticleNode, type Edge, edgeId, type PseudoQuery, pseudoQueryId } from '@lexhop/graph-model';
import { GraphContents, type VectorPage } from '@lexhop/graph-store';
import { IndexFolder, InMemoryGraphReader } from '@lexhop/retrieval';
import { readStatutes } from '@lexhop/statutes';
import { answerTimes } from './answer-times.js';
import { allLawFiles } from './all-law-files.js';
import type { BenchResult } from './bench-result.js';
import { madeUpVectors } from './made-up-graph.js';
import { withMemoryHeld } from './memory-held.js';
import { ownQuestions } from './own-sentences.js';
import { quantile } from './quantile.js';
import { build as everydayBuild } from './retrieval.bench.js';

const dimensions = 512;
const rowsPerPage = 1_000;
const edgesPerArticle = 4;
const queries = 200;
const warming = 20;
const keywords = ['主管機關', '當事人', '處分', '通知', '期間', '聲請'];

/** The index of all law, or of its first so many articles, without the books: making it, its file, and answers. Vectors are of no meaning. */
export async function* run({ articles = Infinity }: { readonly articles?: number } = {}): AsyncIterable<BenchResult> {
  const files = allLawFiles();
  if (!files) return;
  const contents = new LawContents(await nodesOf(files, articles));
  const directory = await mkdtemp(join(tmpdir(), 'lexhop-bench-'));
  const space = everydayBuild.space && { ...everydayBuild.space, dimensions };
  const build = { ...everydayBuild, ...(space && { space }) };
  const load = async (name: string) => {
    const watch = new EventLoopWatch();
    const start = performance.now();
    const before = process.cpuUsage();
    const { result: index, mebibytes } = await withMemoryHeld(() =>
      new IndexFolder(join(directory, 'indexes'), new SilentLogger()).load(contents, build),
    );
    const milliseconds = performance.now() - start;
    const { user, system } = process.cpuUsage(before);
    const held = { 'event loop held at most, ms': watch.stop(), 'memory held, MiB': mebibytes };
    const facts = { ...contents.counts, 'index, MiB': index.bytes / 2 ** 20, 'processor, ms': (user + system) / 1000 };
    return { index, result: { name, milliseconds, facts: { ...facts, ...held } } };
  };
  try {
    yield (await load('make the index, and write its file')).result;
    const { index, result } = await load('load the index from its file');
    const [file = ''] = await readdir(join(directory, 'indexes'));
    const size = (await stat(join(directory, 'indexes', file))).size / 2 ** 20;
    yield { ...result, target: 5_000, facts: { ...result.facts, 'file, MiB': size } };
    const reader = new InMemoryGraphReader(index);
    for (const mode of ['hop', 'bm25', 'dense'] as const) {
      let asked = 0;
      const before = process.cpuUsage();
      const times = await answerTimes(reader, {
        mode,
        queries,
        warming,
        text: () => contents.questionAt((asked += 1) * 7_919),
        vectors: () => {
          const vector = madeUpVectors(1, dimensions, asked * 31 + 5);
          return { query: vector, question: vector };
        },
      });
      const { user, system } = process.cpuUsage(before);
      const processor = (user + system) / 1000 / (queries + warming);
      const facts = { 'p99, ms': quantile(times, 0.99), 'processor an answer, ms': processor };
      yield { name: `answer by ${mode}, median of ${queries}`, milliseconds: quantile(times, 0.5), facts };
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function nodesOf(files: readonly string[], articles: number): Promise<readonly ArticleNode[]> {
  const nodes = new Map<string, ArticleNode>();
  for (const file of files) {
    for await (const event of readStatutes(createReadStream(file), { fileName: file })) {
      if (nodes.size >= articles) break;
      const made = event.kind === 'statute' ? articleNodesOf(event.statute) : [];
      for (const node of made) nodes.set(node.id, node);
    }
  }
  return [...nodes.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** The articles, two questions of each from its own sentences, and four edges from each. */
class LawContents extends GraphContents {
  constructor(private readonly articles: readonly ArticleNode[]) {
    super();
  }

  get counts() {
    return { articles: this.articles.length };
  }

  questionAt(place: number): string {
    return this.#questions(place % this.articles.length)[place % 2]?.text ?? '主管機關為何？';
  }

  override nodes() {
    return this.#pages((node) => [node]);
  }

  override questions() {
    return this.#pages((_, place) => this.#questions(place));
  }

  override edges() {
    return this.#pages((node, place) => this.#edges(node.id, place));
  }

  override overview(): never {
    throw new Error('Nobody looks at this build from afar.');
  }

  override async *vectors(_: unknown, of: 'nodes' | 'incoming' | 'outgoing'): AsyncIterable<VectorPage> {
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
