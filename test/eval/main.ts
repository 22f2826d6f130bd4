import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createEmbeddingChain, embeddingSettings } from '@lexhop/embedding';
import {
  type CorpusGraph,
  corpusGraph,
  evaluate,
  type EvaluationQuery,
  type EvaluationReport,
  type EvaluationVariant,
  groupTable,
  KeptVectors,
  readCorpus,
  readQueries,
  readRecordedReadings,
  readRecordedRerankings,
  ReplayedReranker,
  replaying,
  reportCsv,
} from '@lexhop/evaluation';
import { readSettings, SilentLogger } from '@lexhop/foundation';
import { type BankEntry, readQuestionBank } from '@lexhop/pseudo-queries';
import type { Reranker } from '@lexhop/reranking';
import { queryEmbedderOf, retrievalModes } from '@lexhop/retrieval';
import { MatrixThreads } from '@lexhop/vectors';
import { ablations, kindAblations, readingVariants, rerankedVariants } from './ablations.js';
import { VectorReranker } from './vector-reranker.js';

/*
 * `npm run eval`: the table of the README and its ablations, from the data in test/data/eval, with the real weights of bge-small-zh-v1.5
 * (fetched where they are not here). Vectors are kept in .lexhop/evaluation: a second run embeds nothing.
 * `--csv FILE` and `--json FILE` also write every query's ranks; `--record` records the rerankings anew that are replayed otherwise.
 */
const { values } = parseArgs({
  options: { csv: { type: 'string' }, json: { type: 'string' }, record: { type: 'boolean', default: false } },
});
const started = performance.now();
const folder = 'test/data/eval';
const file = (...name: readonly string[]) => {
  const path = [folder, ...name].join('/');
  return { name: path, bytes: createReadStream(path) };
};

const chain = createEmbeddingChain(readSettings(embeddingSettings, process.env), new SilentLogger());
const { model } = await chain.choose({ chain: 'bge-small-zh-v1.5' });
const vectors = await KeptVectors.open(model, '.lexhop/evaluation');
const search = new MatrixThreads();
const reports: EvaluationReport[] = [];

await measure('tw-everyday', [
  { title: 'Everyday questions in Chinese', lang: 'zh', type: 'all' },
  { title: 'Of these, with several gold articles each', lang: 'zh', type: 'multi' },
  { title: 'In English, which the model does not read', lang: 'en', type: 'all' },
]);
await measureWithoutQuestions();
await measure('stard', [{ title: 'STARD', lang: 'all', type: 'all' }]);

if (values.csv !== undefined) await writeFile(values.csv, reports.map(reportCsv).join(''));
if (values.json !== undefined) await writeFile(values.json, JSON.stringify(reports, undefined, 1));
const seconds = ((performance.now() - started) / 1000).toFixed(0);
print(`${vectors.embedded} texts were embedded anew; ${seconds} s in all.`);
await vectors.close();
await search.close();
await chain.close();

interface Table {
  readonly title: string;
  readonly lang: string;
  readonly type: string;
}

/** Every mode on every query; readings and ablations on those that have readings. */
async function measure(name: string, tables: readonly Table[]): Promise<void> {
  const graph = await graphOf(name);
  const queries = await readQueries(file(name, 'queries.dev.jsonl'));
  const recorded = await readRecordedReadings(file(name, 'query-side.dev.jsonl'));
  const [strong = new Map(), weak = new Map()] = [recorded.get('strong'), recorded.get('weak')];
  const providers = { strong: replaying('strong', strong), weak: replaying('weak', weak) };
  const embedQuery = queryEmbedderOf(vectors);
  const modes: readonly EvaluationVariant[] = retrievalModes.map((mode) => ({ name: mode, mode }));
  const read = queries.filter(({ query }) => strong.has(query));
  const asked = { reader: graph.reader, embedQuery, baseline: 'hop' };
  print(`# ${name}: ${told(graph.counts)}\n`);
  if (read.length < queries.length) tell(await evaluate({ ...asked, queries, variants: modes }), tables);
  // Without questions the parts of `hop` that can be turned off are none.
  const off = graph.counts.questions.incoming > 0 ? ablations() : [];
  const reranked = (await rerankersOf(name, graph)).flatMap((each) => rerankedVariants(each, providers.strong));
  const variants = [...modes, ...readingVariants(providers), ...reranked, ...off];
  tell(await evaluate({ ...asked, queries: read, variants }), tables);
  if (values.record) await record(name, read, reranked[0]?.reranker);
}

/** What the edges that the law's words state are worth by themselves: no article has a question. */
async function measureWithoutQuestions(): Promise<void> {
  const { reader, counts } = await graphOf('tw-everyday', false);
  const queries = await readQueries(file('tw-everyday', 'queries.dev.jsonl'));
  const variants = [
    { name: 'hybrid', mode: 'hybrid' as const },
    { name: 'hop', mode: 'hop' as const },
    ...kindAblations(),
  ];
  const report = await evaluate({
    reader,
    embedQuery: queryEmbedderOf(vectors),
    queries,
    variants,
    baseline: 'hybrid',
  });
  print(`# tw-everyday without questions: ${told(counts)}\n`);
  tell(report, [{ title: 'Everyday questions in Chinese, no pseudo-queries', lang: 'zh', type: 'all' }]);
}

/** Those recorded; to record, the stand-in. */
async function rerankersOf(name: string, { ids }: CorpusGraph): Promise<readonly Reranker[]> {
  if (values.record) return [new VectorReranker(vectors, ids)];
  const recorded = await readRecordedRerankings(file(name, 'reranking.dev.jsonl'));
  return [...recorded].map(([reranker, own]) => new ReplayedReranker(reranker, own, ids));
}

async function record(name: string, queries: readonly EvaluationQuery[], reranker: Reranker | undefined) {
  if (!(reranker instanceof VectorReranker)) return;
  const { model } = reranker.model;
  // A query in another language is read in its translation.
  const idOf = (asked: string, place: number) =>
    queries.find(({ query }) => query === asked)?.id ?? `translated${place}`;
  const lines = [...reranker.recorded].map(([query, scores], place) =>
    JSON.stringify({ id: idOf(query, place), query, [model]: scores }),
  );
  await writeFile([folder, name, 'reranking.dev.jsonl'].join('/'), `${lines.join('\n')}\n`);
}

function tell(report: EvaluationReport, tables: readonly Table[]): void {
  reports.push(report);
  for (const { title, lang, type } of tables) {
    const rows = report.rows.filter((row) => row.lang === lang && row.type === type);
    print(`## ${title} (${rows[0]?.queries ?? 0})\n\n${groupTable(rows, report).join('\n')}\n`);
  }
  const times = ['bm25', 'dense', 'hop', 'hop-paper', 'hop, strong readings'].flatMap((variant) => {
    const milliseconds = report.milliseconds[variant];
    return milliseconds === undefined ? [] : [`${variant} ${milliseconds.toFixed(1)}`];
  });
  print(`Median milliseconds of an answer without embedding: ${times.join(', ')}.`);
  for (const [variant, count] of Object.entries(report.short))
    print(`${variant} gave fewer than 10 articles to ${count} of ${report.queries} queries.`);
  print('');
}

async function graphOf(name: string, isWithQuestions = true): Promise<CorpusGraph> {
  const bank: BankEntry[] = [];
  // STARD has no questions.
  if (name === 'tw-everyday' && isWithQuestions) {
    const { name: fileName, bytes } = file(name, 'question-bank.jsonl');
    for await (const entry of readQuestionBank(bytes, { fileName })) if (entry.kind === 'entry') bank.push(entry.entry);
  }
  return corpusGraph({
    corpus: await readCorpus(file(name, 'corpus.jsonl')),
    vectors: { bank, model: vectors, search },
  });
}

function told({ articles, questions, edges }: CorpusGraph['counts']): string {
  return `${articles} articles, ${questions.incoming + questions.outgoing} questions, edges: ${Object.entries(edges)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ')}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
