import 'reflect-metadata';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SilentLogger } from '@lexhop/foundation';
import { articleNodesOf } from '@lexhop/graph-statutes';
import { type GraphBuildParts, importQuestionBank } from '@lexhop/graph-build';
import type { ArticleNode, Build } from '@lexhop/graph-model';
import type { StatuteWithNodes } from '@lexhop/graph-store';
import { IndexFolder, InMemoryGraphReader, loadGraphIndex, type RetrievalMode } from '@lexhop/retrieval';
import type { Statute } from '@lexhop/statutes';
import { expectStatus } from '../support/graphs.js';
import { TestServer } from '../support/server.js';
import { allLawStatutes, isArticle } from './all-law-statutes.js';
import type { AskedQueries } from './answer-times.js';
import type { BenchResult } from './bench-result.js';
import { askedByClients, besideBuilds } from './clients.js';
import { measureAnswers, measureLoad } from './index-measures.js';
import { matchRecall } from './match-recall.js';
import { withMemoryHeld } from './memory-held.js';
import { buildToActive, openParts, stepFacts, type TimedBuild } from './opened-parts.js';
import { measurePublishing } from './publishing.js';
import { bankOfOwnSentences, ownQuestions } from './own-sentences.js';

const graph = 'default';
const articlesPerSave = 2_000;
const matchesChecked = 5_000;
const queries = 200;
const warming = 20;
/** As long as an answer by `hop` may take, in the median. */
const mostOfAnswer = 40;
const editedStatutes = 3;

/** No more than is needed: what lives long makes the collections of this process long, and they are measured with what is loaded. */
interface Imported {
  /** Questions of articles all over the law. */
  readonly asked: readonly string[];
  /** The first statutes, to be edited. */
  readonly first: readonly Statute[];
}

/**
 * All of Taiwanese law, or its first so many articles: import, a build with six questions an article made of its own sentences and
 * vectors of 512 dimensions by a server that stands in for an embedding model, a rebuild, the index and its file, answers, a server's start and its answers beside a
 * build, and publishing into the Neo4j that NEO4J_URI names.
 */
export async function* run({ articles = Infinity }: { readonly articles?: number } = {}): AsyncIterable<BenchResult> {
  const statutes = allLawStatutes();
  if (!statutes) return;
  const directory = await mkdtemp(join(tmpdir(), 'lexhop-bench-'));
  const { embedding, end } = await startEmbedding();
  try {
    const built = yield* withParts(directory, embedding, async function* (parts) {
      const { asked, first } = yield* measureImport(parts, statutes, articles);
      const build = yield* measureBuilds(parts, first);
      const askedBy = await queriesOf(parts, asked);
      yield* measureIndex(parts, build, { directory, askedBy });
      return { build, askedBy };
    });
    yield* measureServer(directory, embedding);
    yield* withParts(directory, embedding, ({ stores }) => measurePublishing(stores, built.build, built.askedBy));
  } finally {
    end();
    await rm(directory, { recursive: true, force: true });
  }
}

/** What a measurement does with the parts that builds are made with, which are closed after it. */
async function* withParts<Result>(
  directory: string,
  embedding: Readonly<Record<string, string>>,
  measure: (parts: GraphBuildParts) => AsyncGenerator<BenchResult, Result>,
): AsyncGenerator<BenchResult, Result> {
  const { parts, close } = await openParts(directory, embedding);
  try {
    return yield* measure(parts);
  } finally {
    await close();
  }
}

async function* measureImport(
  parts: GraphBuildParts,
  statutes: AsyncIterable<Statute>,
  articles: number,
): AsyncGenerator<BenchResult, Imported> {
  const start = performance.now();
  const { result, mebibytes } = await withMemoryHeld(() => importStatutes(parts, statutes, articles));
  const { nodes, first } = result;
  const milliseconds = performance.now() - start;
  const size = { articles: nodes.length, 'memory held, MiB': mebibytes };
  yield { name: 'import the statutes', milliseconds, target: 60_000, facts: size };
  const bankStart = performance.now();
  const content = bankOfOwnSentences(nodes);
  const { saved } = await importQuestionBank(parts.stores.bank, graph, { name: 'own-sentences.jsonl', content });
  const facts = { 'articles with questions': saved };
  yield { name: 'import the question bank', milliseconds: performance.now() - bankStart, facts };
  const asked = Array.from({ length: queries + warming }, (_, place) => {
    const node = nodes[(place * 7_919) % nodes.length];
    return (node && ownQuestions(node)?.incoming[place % 2]) ?? '主管機關為何？';
  });
  return { asked, first };
}

/** As the import over REST does, but for its counts; it ends after so many articles. */
async function importStatutes(
  { stores }: GraphBuildParts,
  statutes: AsyncIterable<Statute>,
  articles: number,
): Promise<{ readonly nodes: readonly ArticleNode[]; readonly first: readonly Statute[] }> {
  const nodes: ArticleNode[] = [];
  const first: Statute[] = [];
  let waiting: StatuteWithNodes[] = [];
  const save = async () => {
    await stores.statutes.put(graph, waiting);
    waiting = [];
  };
  let saved = 0;
  for await (const statute of statutes) {
    if (nodes.length >= articles) break;
    if (first.length < editedStatutes) first.push(statute);
    const made = withNodes(statute);
    nodes.push(...made.nodes.filter(isArticle));
    waiting.push(made);
    if (nodes.length - saved < articlesPerSave) continue;
    saved = nodes.length;
    await save();
  }
  await save();
  return { nodes, first };
}

function withNodes({ articles, ...record }: Statute): StatuteWithNodes {
  const statute = { ...record, sourceFile: 'bench', articleCount: articles.length };
  return { statute, nodes: articleNodesOf({ ...record, articles }) };
}

async function* measureBuilds(parts: GraphBuildParts, first: readonly Statute[]): AsyncGenerator<BenchResult, Build> {
  const { result: whole, mebibytes } = await withMemoryHeld(() => buildToActive(parts, graph));
  yield { name: 'build all of it', milliseconds: whole.milliseconds, facts: factsOf(whole, mebibytes) };
  yield await matchRecall(parts, whole.build, matchesChecked);
  const edited = first.map(({ articles: [one, ...rest], ...statute }) => {
    return { ...statute, articles: one ? [{ ...one, text: `但另有規定者，不在此限。${one.text}` }, ...rest] : rest };
  });
  await parts.stores.statutes.put(graph, edited.map(withNodes));
  const content = bankOfOwnSentences(edited.map(withNodes).flatMap(({ nodes: [changed] }) => changed ?? []));
  await importQuestionBank(parts.stores.bank, graph, { name: 'edited.jsonl', content });
  const { result: again, mebibytes: held } = await withMemoryHeld(() => buildToActive(parts, graph));
  const name = `build after ${editedStatutes} articles changed`;
  yield { name, milliseconds: again.milliseconds, target: 60_000, facts: factsOf(again, held) };
  return again.build;
}

function factsOf({ build, processorMilliseconds }: TimedBuild, mebibytes: number) {
  const { questions, edges } = build.counts ?? { questions: {}, edges: {} };
  const counts = { ...questions, 'question edges': 0, ...edges };
  return { ...stepFacts(build), ...counts, 'processor, ms': processorMilliseconds, 'memory held, MiB': mebibytes };
}

interface IndexScene {
  readonly directory: string;
  readonly askedBy: AskedBy;
}

async function* measureIndex(
  { stores }: GraphBuildParts,
  build: Build,
  { directory, askedBy }: IndexScene,
): AsyncIterable<BenchResult> {
  const path = join(directory, 'indexes');
  const folder = new IndexFolder(path, new SilentLogger(), (made, place) => loadGraphIndex(stores, made, place));
  yield (await measureLoad('load the index from the books, and write its file', folder, build)).result;
  const { index, result } = await measureLoad('load the index from its file', folder, build);
  const [file = ''] = await readdir(path);
  const facts = { ...result.facts, 'file, MiB': (await stat(join(path, file))).size / 2 ** 20 };
  yield { ...result, target: 5_000, facts };
  const reader = new InMemoryGraphReader(index);
  for (const mode of ['hop', 'bm25', 'dense'] as const) {
    const answered = await measureAnswers(reader, askedBy(mode));
    yield { ...answered, ...(mode === 'hop' && { target: mostOfAnswer }) };
  }
}

type AskedBy = (mode: RetrievalMode) => AskedQueries;

/** The questions with their vectors, by mode. */
async function queriesOf({ embedding }: GraphBuildParts, texts: readonly string[]): Promise<AskedBy> {
  const { model } = await embedding.choose();
  const vectors: Float32Array[] = [];
  for (const text of texts) vectors.push(await model.embed([text], 'question'));
  return (mode) => {
    let asked = -1;
    return {
      mode,
      queries,
      warming,
      text: () => texts[(asked += 1)] ?? '',
      vectors: () => ({ query: vectors[asked] as Float32Array, question: vectors[asked] as Float32Array }),
    };
  };
}

/** The stand-in's process, and the settings that lead to it. */
async function startEmbedding() {
  const server = fork(new URL('./embedding-server.ts', import.meta.url));
  const [url] = (await once(server, 'message')) as [string];
  const embedding = {
    LEXHOP_EMBEDDING_CHAIN: 'openai-compatible',
    LEXHOP_OPENAI_EMBEDDING_BASE_URL: url,
    LEXHOP_OPENAI_EMBEDDING_MODEL: 'characters',
  };
  return { embedding, end: () => void server.kill() };
}

/** A built server on the graph: from its start until it has answered by hop; then under clients while it builds. */
async function* measureServer(directory: string, embedding: Record<string, string>): AsyncIterable<BenchResult> {
  const start = performance.now();
  const server = await TestServer.start(directory, embedding);
  const listening = performance.now() - start;
  try {
    await expectStatus(server.request('POST', `/graphs/${graph}/retrieve`, { query: '主管機關為何？' }), 200);
    const milliseconds = performance.now() - start;
    const facts = { 'it listens after, ms': listening, 'its memory, MiB': await memoryOf(server) };
    yield { name: 'a server has answered its first question, from its start', milliseconds, target: 5_000, facts };
    const build = server.request<Build>('POST', `/graphs/${graph}/builds`, { from: 'scratch' });
    const { number } = await expectStatus(build, 202);
    const load = await askedByClients(server, graph, { clients: 50, seconds: 120 });
    const memory = { 'its memory, MiB': await memoryOf(server) };
    // A small build has ended by itself; cancelling is refused then.
    await server.request('POST', `/graphs/${graph}/builds/${number}/cancel`);
    yield besideBuilds(load, memory);
  } finally {
    await server.stop();
  }
}

/** What a process holds. */
async function memoryOf({ pid }: TestServer): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
}
