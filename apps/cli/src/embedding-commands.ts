import { embeddingSettings, type VectorOutput, vectorOutputs } from '@lexhop/embedding';
import { readSettings } from '@lexhop/foundation';
import { rerankingSettings } from '@lexhop/reranking';
import { type RetrievalMode, retrievalModes } from '@lexhop/retrieval';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { embedCommand } from './commands/embed.js';
import { evaluateCommand } from './commands/evaluate.js';
import {
  listModelsCommand,
  type LocalContext,
  modelPathCommand,
  pullModelCommand,
  verifyModelsCommand,
} from './commands/models.js';
import { terminalOutput } from './terminal/output.js';

const contextOf = (): LocalContext => ({
  embedding: readSettings(embeddingSettings, process.env),
  output: terminalOutput,
});
const json = ['--json', 'answer as JSON, for scripts'] as const;
const chain = ['--chain <providers>', 'embedding providers to try, in order, separated by commas'] as const;

/** The commands that need no server: models, embedding, evaluation. */
export function addEmbeddingCommands(lexhop: Command): void {
  addModelCommands(lexhop.command('models').description('local embedding models; none of these needs a server'));
  addEmbedCommand(lexhop);
  addEvaluateCommand(lexhop);
}

function addModelCommands(models: Command): void {
  models
    .command('list')
    .description('models known, their sizes, and which are here')
    .option(...json)
    .action((options) => listModelsCommand(contextOf(), options));
  models
    .command('pull <name>')
    .description('fetch a model into the Hugging Face cache; goes on with what came before')
    .option(...json)
    .action((name, options) => pullModelCommand(contextOf(), name, options));
  models
    .command('verify [name]')
    .description('compare every byte of a model, or of all that are here, with its digest')
    .option(...json)
    .action((name, options) => verifyModelsCommand(contextOf(), name, options));
  models
    .command('path <name>')
    .description('the folder of a model')
    .option(...json)
    .action((name, options) => modelPathCommand(contextOf(), name, options));
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
    .action((options: { readonly outputs: readonly VectorOutput[] } & Parameters<typeof embedCommand>[1]) =>
      embedCommand(contextOf(), options),
    );
}

function addEvaluateCommand(lexhop: Command): void {
  const modes: readonly RetrievalMode[] = ['bm25', 'dense', 'hybrid', 'hop'];
  lexhop
    .command('evaluate')
    .description('recall of every mode on queries whose answers are known, as tables')
    .requiredOption('--corpus <file>', 'articles, one JSON object a line')
    .requiredOption('--queries <files...>', 'queries with their gold articles, one JSON object a line; a report each')
    .option('--bank <file>', 'pseudo-queries of the articles (a question bank)')
    .option('--readings <file>', 'recorded readings of the queries, measured in mode hop')
    .option('--rerankings <file>', 'recorded rerankings of the queries, measured in mode hop')
    .option('--rerank', 'measure the reranker of LEXHOP_RERANKER, too, in mode hop')
    .option('--keep <folder>', 'where vectors are kept, so that a second run embeds nothing', '.lexhop/evaluation')
    .option('--modes <modes>', `of ${retrievalModes.join(', ')}, separated by commas`, listOf(retrievalModes), modes)
    .option(...chain)
    .addOption(new Option('--markdown', 'answer as Markdown tables; so it does anyway').conflicts('json'))
    .addOption(
      new Option('--csv', 'a line for each query and mode, with the rank of every gold article').conflicts('json'),
    )
    .option(...json)
    .action((options) =>
      evaluateCommand({ ...contextOf(), reranking: readSettings(rerankingSettings, process.env) }, options),
    );
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
