import { retrievalModes } from '@lexhop/retrieval';
import { Command, InvalidArgumentError, Option } from 'commander';
import { answerCommand } from './commands/answer.js';
import { askCommand, showCommand } from './commands/ask.js';
import { administerCommand, buildCommand, estimateCommand } from './commands/builds.js';
import type { CommandContext } from './connect.js';
import { backupCommand, restoreCommand } from './commands/backup.js';
import { demoCommand } from './commands/demo.js';
import { exportCommand, importGraphCommand } from './commands/transfer.js';
import { mcpCommand } from './commands/mcp.js';
import { importCommand, importQuestionsCommand } from './commands/statutes.js';
import { addKeyCommand, createKeyCommand, listKeysCommand, revokeKeyCommand } from './commands/keys.js';
import { statusCommand } from './commands/status.js';
import { addEmbeddingCommands } from './embedding-commands.js';
import { readCliSettings } from './settings.js';
import { terminalOutput } from './terminal/output.js';

const contextOf = (): CommandContext => ({ settings: readCliSettings(process.env), output: terminalOutput });

/** The command line: commands in the order of the flow. */
export function program(): Command {
  const lexhop = new Command('lexhop')
    .exitOverride()
    .description(
      'Builds HopRAG graphs over statutes and asks them questions.\nSpeaks to the running server if there is one, else works on the data directory (LEXHOP_DATA_DIR).',
    )
    .showHelpAfterError()
    .addHelpText('after', help);
  addStatuteCommands(lexhop);
  addBuildCommands(lexhop);
  addAskCommands(lexhop);
  addTransferCommands(lexhop);
  addBackupCommands(lexhop);
  addKeyCommands(lexhop);
  addEmbeddingCommands(lexhop);
  return lexhop;
}

const help = `
From nothing to a first answer:
  lexhop import data/intellectual-property.ChLaw.json
  lexhop questions import data/intellectual-property.question-bank.jsonl
  lexhop build
  lexhop ask "老師可以影印課本給學生嗎？" --explain

Exit codes: 0 done, 1 failed, 2 asked wrongly, 3 not possible now (busy, unreachable): try again.`;

function addStatuteCommands(lexhop: Command): void {
  command(lexhop, 'import <files...>', 'read statute files into a graph').action((files, options) =>
    importCommand(contextOf(), files, options),
  );
  const questions = lexhop.command('questions').description('question banks: pseudo-queries drafted elsewhere');
  command(questions, 'import <file>', 'read a question bank (JSON lines) into a graph').action((file, options) =>
    importQuestionsCommand(contextOf(), file, options),
  );
  graphCommand(questions, 'export [file]', 'write the questions of the active build as a question bank').action(
    (file, { graph }) => exportCommand(contextOf(), { graph, what: 'questions', file }),
  );
}

function addBuildCommands(lexhop: Command): void {
  buildOptions(command(lexhop, 'estimate', 'what a build would do and cost')).action((options) =>
    estimateCommand(contextOf(), options),
  );
  buildOptions(command(lexhop, 'build', 'build the HopRAG graph and show its progress'))
    .option('--detach', 'return at once; needs a running server')
    .action((options) => buildCommand(contextOf(), options));
  const administer = { cancel: 'cancel', retry: 'retry', rollback: 'activate' } as const;
  const descriptions = {
    cancel: 'stop a running build; what it saved is kept',
    retry: 'go on with a failed or cancelled build',
    rollback: 'make the kept build before the active one active again',
  };
  for (const name of ['cancel', 'retry', 'rollback'] as const) {
    command(lexhop, `${name} <number>`, descriptions[name]).action((number, options) =>
      administerCommand(contextOf(), administer[name], number, options),
    );
  }
}

function addAskCommands(lexhop: Command): void {
  command(lexhop, 'ask <query>', 'ask the active build')
    .addOption(new Option('--mode <mode>', 'how it is answered').choices(retrievalModes).default('hop'))
    .option('--top-k <number>', 'most articles', wholeNumber, 10)
    .option('--statutes <ids>', 'only these statutes, separated by commas')
    .addOption(
      new Option('--refine <when>', 'whether a language model reads the query first').choices(['auto', 'on', 'off']),
    )
    .option('--reading <file>', 'a reading to search by in place of asking: the answer of --json, its reading changed')
    .option('--rerank', 'order the best results anew by the reranker that is set')
    .addOption(
      new Option('--answer [kind]', 'answer in sentences with their articles, by the language model where one is set')
        .choices(['written', 'extractive'])
        .preset('written'),
    )
    .option('--explain', 'tell the scores’ parts and the paths')
    .action((query, options) =>
      options.answer === undefined
        ? askCommand(contextOf(), query, options)
        : answerCommand(contextOf(), query, options),
    );
  command(lexhop, 'show <article>', 'an article, its text and its edges').action((id, options) =>
    showCommand(contextOf(), id, options),
  );
  lexhop
    .command('mcp')
    .description('serve agents over stdin and stdout, by the Model Context Protocol')
    .action(() => mcpCommand(contextOf()));
  command(lexhop, 'status', 'graphs, statutes, the newest build, the embedding').action((options) =>
    statusCommand(contextOf(), options),
  );
}

function addTransferCommands(lexhop: Command): void {
  const graph = lexhop.command('graph').description('whole graphs, there and back');
  graphCommand(graph, 'export [file]', 'write the active build as JSON lines').action((file, options) =>
    exportCommand(contextOf(), { graph: options.graph, what: 'export', file }),
  );
  command(graph, 'import <file>', 'make an exported build the active one').action((file, options) =>
    importGraphCommand(contextOf(), file, options),
  );
  lexhop
    .command('demo')
    .description('build the graph of 著作權法 and 商標法, ask three questions, and stay up as a server')
    .option('--once', 'end after the questions')
    .action((options) => demoCommand(contextOf(), options));
}

function addBackupCommands(lexhop: Command): void {
  lexhop
    .command('backup <file>')
    .description('write all of the books to one file: graphs, builds, ledger, paid replies, keys')
    .action((file) => backupCommand(contextOf(), file));
  lexhop
    .command('restore <file>')
    .description('fill the books of an empty data directory from a backup')
    .action((file) => restoreCommand(contextOf(), file));
}

function addKeyCommands(lexhop: Command): void {
  const keys = lexhop.command('keys').description('API keys');
  const role = () =>
    new Option('--role <role>', 'what it may do').choices(['read', 'build', 'admin']).makeOptionMandatory();
  keys
    .command('add <name>')
    .description('make a key that the server admits at once')
    .addOption(role())
    .option('--graphs <names>', 'the only graphs that it opens, separated by commas')
    .option('--json', 'answer as JSON, for scripts')
    .action((name, options) => addKeyCommand(contextOf(), keyName(name), options));
  keys
    .command('list')
    .description('the keys that the server admits, and when each was used last')
    .option('--json', 'answer as JSON, for scripts')
    .action((options) => listKeysCommand(contextOf(), options));
  keys
    .command('revoke <name>')
    .description('have the server refuse a key from now on')
    .action((name) => revokeKeyCommand(contextOf(), keyName(name)));
  keys
    .command('create <name>')
    .description('make a key and the entry of LEXHOP_API_KEYS that admits it; needs no server')
    .addOption(role())
    .option('--json', 'answer as JSON, for scripts')
    .action((name, options) => createKeyCommand(terminalOutput, keyName(name), options));
}

/** A command that answers. */
function command(parent: Command, usage: string, description: string): Command {
  return graphCommand(parent, usage, description).option('--json', 'answer as JSON, for scripts');
}

function graphCommand(parent: Command, usage: string, description: string): Command {
  return parent.command(usage).description(description).option('--graph <name>', 'graph to work on', 'default');
}

function buildOptions(build: Command): Command {
  return build
    .addOption(
      new Option('--from <what>', 'take over what did not change, or do all again')
        .choices(['active', 'scratch'])
        .default('active'),
    )
    .option('--levels <levels>', 'article, or article,paragraph', 'article')
    .option('--statutes <ids>', 'only these statutes, separated by commas')
    .option('--chain <providers>', 'embedding providers to try, in order, separated by commas');
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number)) throw new InvalidArgumentError('It is a whole number.');
  return number;
}

function keyName(name: string): string {
  if (/^[a-z0-9-]{1,64}$/u.test(name)) return name;
  throw new InvalidArgumentError('A name has up to 64 small letters, digits and hyphens.');
}
