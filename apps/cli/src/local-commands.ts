import type { RetrievalMode } from '@lexhop/retrieval';
import { type Command, Option } from 'commander';
import { chainOption, command, jsonOption, namesOf, retrievalModes, vectorOutputs } from './command.js';
import type { BenchmarkOptions } from './commands/benchmark.js';
import type { EvaluateOptions } from './commands/evaluate.js';
import type { CommandContext } from './connect.js';

/** The commands that need no server: models, embedding, evaluation. */
export function addLocalCommands(lexhop: Command): void {
  addModelCommands(
    lexhop.command('models').description('local models for embedding and reranking; none of these needs a server'),
  );
  addEmbedCommand(lexhop);
  addEvaluateCommand(lexhop);
}

const modelCommands = () => import('./commands/models.js');

function addModelCommands(models: Command): void {
  const list = 'models known, their sizes, and which are here';
  command(models, 'list', list, async () => (await modelCommands()).listModelsCommand).option(...jsonOption);
  const pull = 'fetch a model into the Hugging Face cache; goes on with what came before';
  command(models, 'pull <name>', pull, async () => (await modelCommands()).pullModelCommand).option(...jsonOption);
  const verify = 'compare every byte of a model, or of all that are here, with its digest';
  command(models, 'verify [name]', verify, async () => (await modelCommands()).verifyModelsCommand).option(
    ...jsonOption,
  );
  const path = 'the folder of a model';
  command(models, 'path <name>', path, async () => (await modelCommands()).modelPathCommand).option(...jsonOption);
}

function addEmbedCommand(lexhop: Command): void {
  const embed = 'embed a file of {"id", "text"} lines; run again, it goes on where it ended';
  command(lexhop, 'embed', embed, async () => (await import('./commands/embed.js')).embedCommand)
    .requiredOption('--in <file>', 'texts, one JSON object a line')
    .requiredOption('--out <file>', 'where the vectors go, one JSON object a line')
    .option('--outputs <outputs>', `${vectorOutputs.join(', ')}, separated by commas`, namesOf(vectorOutputs), [
      'dense',
    ])
    .addOption(
      new Option('--role <role>', 'what the texts are for')
        .choices(['query', 'passage', 'question'])
        .default('passage'),
    )
    .option(...chainOption)
    .option(...jsonOption);
}

const usualModes: readonly RetrievalMode[] = ['bm25', 'dense', 'hybrid', 'hop'];

function addEvaluateCommand(lexhop: Command): void {
  const evaluate = 'recall of every mode on queries whose answers are known, as tables';
  addMeasuredFiles(command(lexhop, 'evaluate', evaluate, evaluation))
    .option('--rerank', 'measure the reranker of LEXHOP_RERANKER, too, in mode hop')
    .option('--keep <folder>', 'where vectors are kept, so that a second run embeds nothing', '.lexhop/evaluation')
    .option(
      '--modes <modes>',
      `of ${retrievalModes.join(', ')}, separated by commas`,
      namesOf(retrievalModes),
      usualModes,
    )
    .option(...chainOption)
    .addOption(new Option('--markdown', 'answer as Markdown tables; so it does anyway').conflicts('json'))
    .addOption(
      new Option('--csv', 'a line for each query and mode, with the rank of every gold article').conflicts('json'),
    )
    .option(...jsonOption)
    .hook('preAction', (called) => {
      const { benchmark, corpus, queries } = called.opts<Partial<EvaluationOptions>>();
      if (benchmark === undefined && (corpus === undefined || queries === undefined))
        called.error('error: --corpus and --queries are wanted, or --benchmark', { exitCode: 2 });
    });
}

type EvaluationOptions = EvaluateOptions & BenchmarkOptions;

async function evaluation() {
  const { evaluateCommand } = await import('./commands/evaluate.js');
  const { benchmarkCommand } = await import('./commands/benchmark.js');
  return (context: CommandContext, options: EvaluationOptions) =>
    options.benchmark ? benchmarkCommand(context, options) : evaluateCommand(context, options);
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
