import { type EmbeddingRole, embeddingSettings } from '@lexhop/embedding';
import {
  type CorpusGraph,
  corpusGraph,
  evaluate,
  type EvaluationVariant,
  KeptVectors,
  readCorpus,
  readQueries,
  readRecordedReadings,
  readRecordedRerankings,
  ReplayedReranker,
  replaying,
  reportCsv,
  reportTable,
  type SourceFile,
} from '@lexhop/evaluation';
import { readSettings, SettingError } from '@lexhop/foundation';
import { type BankEntry, readQuestionBank } from '@lexhop/pseudo-queries';
import {
  type Reranker,
  Rerankers,
  rerankersPartsOf,
  type RerankingSettings,
  rerankingSettings,
} from '@lexhop/reranking';
import { queryEmbedderOf, type RetrievalMode } from '@lexhop/retrieval';
import { MatrixThreads } from '@lexhop/vectors';
import type { CommandContext } from '../connect.js';
import { withFile } from '../files.js';
import { type Output, spellCounts } from '../terminal/output.js';
import { ProgressBar } from '../terminal/progress.js';
import { chainOf, chooseModel } from './models.js';

export interface EvaluateOptions {
  readonly corpus: string;
  /** Files of queries. Each gets a report; all ask the same graph. */
  readonly queries: readonly string[];
  /** Recorded readings of the queries; measured in mode `hop`, each model of the file apart. */
  readonly readings?: string;
  /** Recorded rerankings of the queries; measured in mode `hop`, each reranker of the file apart. */
  readonly rerankings?: string;
  /** Whether the reranker of the settings is measured, in mode `hop`. */
  readonly rerank?: boolean;
  /** Folder in which vectors are kept: a second run embeds nothing. */
  readonly keep: string;
  readonly bank?: string;
  readonly modes: readonly RetrievalMode[];
  readonly chain?: string;
  readonly csv?: boolean;
}

/** `lexhop evaluate`: makes a graph of a corpus in memory, asks it every query in every mode, and tells the recall as tables. */
export async function evaluateCommand(context: CommandContext, options: EvaluateOptions): Promise<void> {
  const { environment, output } = context;
  const reranking = readSettings(rerankingSettings, environment);
  const corpus = await withFile(options.corpus, readCorpus);
  const files: Awaited<ReturnType<typeof readQueries>>[] = [];
  for (const name of options.queries) files.push(await withFile(name, readQueries));
  const bank = options.bank === undefined ? [] : await withFile(options.bank, (file) => entriesOf(file, output));
  const chain = chainOf(environment);
  const search = new MatrixThreads();
  const rerankers = new Rerankers(
    reranking,
    rerankersPartsOf(readSettings(embeddingSettings, environment), (space) => chain.modelFor(space)),
  );
  try {
    const vectors = await KeptVectors.open(await chooseModel(context, chain, options.chain), options.keep);
    const { reader, counts, ids } = await graphOf({ corpus, bank, vectors, search });
    output.remark(tellCounts(counts));
    const live = options.rerank ? await rerankers.of({ languageModel: undefined, space: vectors.space }) : undefined;
    if (options.rerank && !live) throw noLocalReranker(reranking);
    const variants = await variantsOf(options, ids, live);
    const embedQuery = queryEmbedderOf(vectors);
    for (const queries of files) {
      const report = await evaluate({ reader, embedQuery, queries, variants });
      output.answer(report, [options.csv ? reportCsv(report) : reportTable(report)]);
    }
    await vectors.close();
  } finally {
    await search.close();
    await rerankers.close();
    await chain.close();
  }
}

function noLocalReranker({ LEXHOP_RERANKER: name }: RerankingSettings): SettingError {
  const needed = 'to be measured, it names http, multi-vector or a model of this machine.';
  return new SettingError('LEXHOP_RERANKER', name, needed);
}

/** What is measured: every mode, and mode `hop` with each recorded reading and reranking, and with the reranker of the settings. */
async function variantsOf(
  { modes, readings, rerankings }: EvaluateOptions,
  ids: CorpusGraph['ids'],
  live: Reranker | undefined,
): Promise<readonly EvaluationVariant[]> {
  const read = readings === undefined ? [] : [...(await withFile(readings, readRecordedReadings))];
  const ordered = rerankings === undefined ? [] : [...(await withFile(rerankings, readRecordedRerankings))];
  const byHop = (what: string, part: Partial<EvaluationVariant>): EvaluationVariant => {
    return { name: `hop, ${what}`, mode: 'hop', ...part };
  };
  return [
    ...modes.map((mode) => ({ name: mode, mode })),
    ...read.map(([name, own]) => byHop(`${name} readings`, { readings: replaying(name, own) })),
    ...ordered.map(([name, own]) => byHop(`reranked by ${name}`, { reranker: new ReplayedReranker(name, own, ids) })),
    ...(live ? [byHop(`reranked by ${live.model.model}`, { reranker: live })] : []),
  ];
}

interface GraphRequest {
  readonly corpus: Awaited<ReturnType<typeof readCorpus>>;
  readonly bank?: readonly BankEntry[];
  readonly vectors: KeptVectors;
  readonly search: MatrixThreads;
}

/** The graph in memory, with a bar while its texts are embedded. */
export async function graphOf({ corpus, bank = [], vectors, search }: GraphRequest): Promise<CorpusGraph> {
  const questions = bank.reduce((sum, entry) => sum + entry.incoming.length + entry.outgoing.length, 0);
  const bar = new ProgressBar('embed the corpus', (count) => count.toLocaleString('en'));
  let done = 0;
  const model = {
    space: vectors.space,
    limits: vectors.limits,
    embed: async (texts: readonly string[], role: EmbeddingRole) => {
      const rows = await vectors.embed(texts, role);
      done += texts.length;
      bar.show(done, corpus.length + questions);
      return rows;
    },
  };
  try {
    return await corpusGraph({ corpus, vectors: { bank, model, search } });
  } finally {
    bar.end();
  }
}

async function entriesOf({ name, bytes }: SourceFile, output: Output): Promise<readonly BankEntry[]> {
  const entries: BankEntry[] = [];
  for await (const read of readQuestionBank(bytes, { fileName: name })) {
    if (read.kind === 'entry') entries.push(read.entry);
    else output.remark(`! ${read.sentence}`);
  }
  return entries;
}

export function tellCounts({ articles, questions, edges, bank }: CorpusGraph['counts']): string {
  const unused = bank.unknownArticle + bank.otherText;
  const lost = unused > 0 ? `; ${unused} entries of the bank fit no article and are not used` : '';
  return `${articles} articles, ${questions.incoming} incoming and ${questions.outgoing} outgoing questions, edges: ${spellCounts(edges)}${lost}`;
}
