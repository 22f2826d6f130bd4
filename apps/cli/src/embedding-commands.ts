import type { RetrievalMode } from '@lexhop/retrieval';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BenchmarkOptions } from './commands/benchmark.js';
import type { embedCommand } from './commands/embed.js';
import type { EvaluateOptions } from './commands/evaluate.js';
import type { JsonOption, LocalContext } from './commands/models.js';
import { retrievalModes, vectorOutputs } from './option-values.js';

const contextOf = async (): Promise<LocalContext> => {
  const [{ embeddingSettings }, { readSettings }, { terminalOutput }] = await Promise.all([
    import('@lexhop/embedding'),
    import('@lexhop/foundation'),
    import('./terminal/output.js'),
  ]);
  return { embedding: readSettings(embeddingSettings, process.env), output: terminalOutput };
};
const modelCommands = () => import('./commands/models.js');

const json = ['--json', 'answer as JSON, for scripts'] as const;
const chain = ['--chain <providers>', 'embedding providers to try, in order, separated by commas'] as const;

/** The commands that need no server: models, embedding, evaluation. */
export function addEmbeddingCommands(lexhop: Command): void {
  addModelCommands(
    lexhop.command('models').description('local models for embedding and reranking; none of these needs a server'),
  );
  addEmbedCommand(lexhop);
  addEvaluateCommand(lexhop);
}

function addModelCommands(models: Command): void {
  models
    .command('list')
    .description('models known, their sizes, and which are here')
    .option(...json)
    .action(async (options: JsonOption) => (await modelCommands()).listModelsCommand(await contextOf(), options));
  models
    .command('pull <name>')
    .description('fetch a model into the Hugging Face cache; goes on with what came before')
    .option(...json)
    .action(async (name: string, options: JsonOption) =>
      (await modelCommands()).pullModelCommand(await contextOf(), name, options),
    );
  models
    .command('verify [name]')
    .description('compare every byte of a model, or of all that are here, with its digest')
    .option(...json)
    .action(async (name: string | undefined, options: JsonOption) =>
      (await modelCommands()).verifyModelsCommand(await contextOf(), name, options),
    );
  models
    .command('path <name>')
    .description('the folder of a model')
    .option(...json)
    .action(async (name: string, options: JsonOption) =>
      (await modelCommands()).modelPathCommand(await contextOf(), name, options),
    );
}

function addEmbedCommand(lexhop: Command): void {
  lexhop
    .command('embed')
    .description('embed a file of {"id", "text"} lines; run again, it goes on where it ended')
    .requiredOption('--in <file>', 'texts, one JSON object a line')
    .requiredOption('--out <file>', 'where the vectors go, one JSON object a line')
    .option('--outputs <outputs>', `${vectorOutputs.join(', ')}, separated by commas`, listOf(vectorOutputs), ['dense'])
    .addOption(
      new Option('--role <role>', 'what the texts are for')
        .choices(['query', 'passage', 'question'])
        .default('passage'),
    )
    .option(...chain)
    .option(...json)
    .action(async (options: Parameters<typeof embedCommand>[1]) =>
      (await import('./commands/embed.js')).embedCommand(await contextOf(), options),
    );
}

function addEvaluateCommand(lexhop: Command): void {
  const usual: readonly RetrievalMode[] = ['bm25', 'dense', 'hybrid', 'hop'];
  addMeasuredFiles(lexhop.command('evaluate'))
    .description('recall of every mode on queries whose answers are known, as tables')
    .option('--rerank', 'measure the reranker of LEXHOP_RERANKER, too, in mode hop')
    .option('--keep <folder>', 'where vectors are kept, so that a second run embeds nothing', '.lexhop/evaluation')
    .option('--modes <modes>', `of ${retrievalModes.join(', ')}, separated by commas`, listOf(retrievalModes), usual)
    .option(...chain)
    .addOption(new Option('--markdown', 'answer as Markdown tables; so it does anyway').conflicts('json'))
    .addOption(
      new Option('--csv', 'a line for each query and mode, with the rank of every gold article').conflicts('json'),
    )
    .option(...json)
    .action(runEvaluation);
}

function addMeasuredFiles(evaluation: Command): Command {
  return evaluation
    .option('--corpus <file>', 'articles, or passages with a title, one JSON object a line')
    .option('--queries <files...>', 'queries with their gold articles, one JSON object a line; a report each')
    .option('--bank <file>', 'pseudo-queries of the articles (a question bank)')
    .option('--readings <file>', 'recorded readings of the queries, measured in mode hop')
    .option('--rerankings <file>', 'recorded rerankings of the queries, measured in mode hop')
    .addOption(
      new Option('--benchmark <name>', 'a public benchmark instead, without a model and with that of --chain')
        .choices(['2wiki'])
        .conflicts(['corpus', 'queries', 'bank', 'readings', 'rerankings', 'rerank', 'csv']),
    )
    .option('--data <folder>', "where the benchmark's files are", 'test/data/eval/2wiki');
}

type EvaluationOptions = Partial<EvaluateOptions> & BenchmarkOptions;

async function runEvaluation(options: EvaluationOptions, evaluation: Command): Promise<void> {
  if (options.benchmark) return (await import('./commands/benchmark.js')).benchmarkCommand(await contextOf(), options);
  const { corpus, queries } = options;
  if (corpus === undefined || queries === undefined)
    return evaluation.error('error: --corpus and --queries are wanted, or --benchmark', { exitCode: 2 });
  const [{ evaluateCommand }, { rerankingSettings }, { readSettings }] = await Promise.all([
    import('./commands/evaluate.js'),
    import('@lexhop/reranking'),
    import('@lexhop/foundation'),
  ]);
  const reranking = readSettings(rerankingSettings, process.env);
  return evaluateCommand({ ...(await contextOf()), reranking }, { ...options, corpus, queries });
}

/** Reads a list like `dense,sparse`; refuses what is not known. */
function listOf<Value extends string>(known: readonly Value[]): (given: string) => readonly Value[] {
  return (given) =>
    given.split(',').map((name) => {
      const found = known.find((value) => value === name.trim());
      if (found === undefined)
        throw new InvalidArgumentError(`${JSON.stringify(name)} is none of ${known.join(', ')}.`);
      return found;
    });
}
