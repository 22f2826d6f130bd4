import { createEmbeddingChain, type EmbeddingModel } from '@lexhop/embedding';
import {
  type CorpusArticle,
  corpusGraph,
  evaluate,
  type EvaluationReport,
  readCorpus,
  readQueries,
  reportTable,
  type SourceFile,
} from '@lexhop/evaluation';
import { SilentLogger } from '@lexhop/foundation';
import { type BankEntry, readQuestionBank } from '@lexhop/pseudo-queries';
import { queryEmbedderOf, type RetrievalMode } from '@lexhop/retrieval';
import { MatrixThread } from '@lexhop/vectors';
import { openForReading } from '../embedding-file/read-texts.js';
import type { Output } from '../terminal/output.js';
import { ProgressBar } from '../terminal/progress.js';
import { chooseModel, type LocalContext } from './models.js';

export interface EvaluateOptions {
  readonly corpus: string;
  readonly queries: string;
  readonly bank?: string;
  readonly modes: readonly RetrievalMode[];
  readonly chain?: string;
  readonly json?: boolean;
}

/** `lexhop evaluate`: makes a graph of a corpus in memory, asks it every query in every mode, and tells the recall as tables. */
export async function evaluateCommand({ embedding, output }: LocalContext, options: EvaluateOptions): Promise<void> {
  const corpus = await withFile(options.corpus, readCorpus);
  const queries = await withFile(options.queries, readQueries);
  const bank = options.bank === undefined ? [] : await withFile(options.bank, (file) => entriesOf(file, output));
  const chain = createEmbeddingChain(embedding, new SilentLogger());
  const search = new MatrixThread();
  try {
    const model = await chooseModel(chain, output, options.chain);
    const { reader, counts } = await graphOf({ corpus, bank, model, search });
    output.remark(tellCounts(counts));
    const report = await evaluate({ reader, embedQuery: queryEmbedderOf(model), queries, modes: options.modes });
    show(output, report, options.json);
  } finally {
    await search.close();
    await chain.close();
  }
}

interface GraphRequest {
  readonly corpus: readonly CorpusArticle[];
  readonly bank: readonly BankEntry[];
  readonly model: EmbeddingModel;
  readonly search: MatrixThread;
}

/** The graph in memory, with a bar while its texts are embedded. */
async function graphOf({ corpus, bank, model, search }: GraphRequest) {
  const questions = bank.reduce((sum, entry) => sum + entry.incoming.length + entry.outgoing.length, 0);
  const bar = new ProgressBar('embed the corpus', (count) => count.toLocaleString('en'));
  let done = 0;
  const counting: Pick<EmbeddingModel, 'space' | 'limits' | 'embed'> = {
    space: model.space,
    limits: model.limits,
    embed: async (texts, role, options) => {
      const vectors = await model.embed(texts, role, options);
      done += texts.length;
      bar.show(done, corpus.length + questions);
      return vectors;
    },
  };
  try {
    return await corpusGraph({ corpus, bank, model: counting, search });
  } finally {
    bar.end();
  }
}

/** Reads a file with one of the readers of evaluation. Throws a FileUnreadableError, or as the reader does. */
async function withFile<Result>(name: string, read: (file: SourceFile) => Promise<Result>): Promise<Result> {
  const handle = await openForReading(name);
  try {
    return await read({ name, bytes: handle.createReadStream({ autoClose: false }) });
  } finally {
    await handle.close();
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

function tellCounts({ articles, questions, edges, bank }: Awaited<ReturnType<typeof corpusGraph>>['counts']): string {
  const unused = bank.unknownArticle + bank.otherText;
  const lost = unused > 0 ? `; ${unused} entries of the bank fit no article and are not used` : '';
  return `${articles} articles, ${questions.incoming} incoming and ${questions.outgoing} outgoing questions, ${edges.question} question edges, ${edges.citation} citations${lost}`;
}

function show(output: Output, report: EvaluationReport, json = false): void {
  if (json) output.json(report);
  else output.line(reportTable(report));
}
