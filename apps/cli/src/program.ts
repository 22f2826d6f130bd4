import { Command, Option } from 'commander';
import { packageVersion } from '@lexhop/foundation';
import {
  chainOption,
  command,
  graphCommand,
  graphOption,
  jsonOption,
  keyArgument,
  names,
  retrievalModes,
  serverCommand,
  statutesOption,
  wholeNumber,
} from './command.js';
import { addLocalCommands } from './local-commands.js';

/** The command line: commands in the order of the flow. */
export function program(): Command {
  const lexhop = new Command('lexhop')
    .exitOverride()
    .version(toldVersion(process.argv), '--version', 'tell the version, with --json as JSON')
    .description(
      'Builds HopRAG graphs over statutes and asks them questions.\nSpeaks to the running server if there is one, else works on the data directory (LEXHOP_DATA_DIR).',
    )
    .showHelpAfterError()
    .addHelpText('after', help);
  addStatuteCommands(lexhop);
  addBuildCommands(lexhop);
  addAskCommands(lexhop);
  addArticleCommands(lexhop);
  addFileCommands(lexhop);
  addKeyCommands(lexhop.command('keys').description('API keys'));
  addLocalCommands(lexhop);
  return lexhop;
}

function toldVersion(words: readonly string[]): string {
  const version = packageVersion();
  return words.includes('--json') ? JSON.stringify({ version }, null, 2) : version;
}

const help = `
From nothing to a first answer:
  lexhop import data/intellectual-property.ChLaw.json
  lexhop questions import data/intellectual-property.question-bank.jsonl
  lexhop build
  lexhop ask "老師可以影印課本給學生嗎？" --explain

Exit codes: 0 done, 1 failed, 2 asked wrongly, 3 not possible now (busy, unreachable, nothing built yet).`;

const statutes = () => import('./commands/statutes.js');
const builds = () => import('./commands/builds.js');
const articles = () => import('./commands/article.js');
const files = () => import('./commands/transfer.js');
const keys = () => import('./commands/keys.js');

function addStatuteCommands(lexhop: Command): void {
  const read = 'read statute files into a graph';
  graphCommand(lexhop, 'import <files...>', read, async () => (await statutes()).importCommand);
  const questions = lexhop.command('questions').description('question banks: pseudo-queries drafted elsewhere');
  const readBank = 'read a question bank (JSON lines) into a graph';
  graphCommand(questions, 'import <file>', readBank, async () => (await statutes()).importQuestionsCommand);
  const write = 'write the questions of the active build as a question bank';
  serverCommand(questions, 'export [file]', write, async () => (await files()).exportQuestionsCommand).option(
    ...graphOption,
  );
}

function addBuildCommands(lexhop: Command): void {
  const estimate = 'what a build would do and cost';
  buildOptions(graphCommand(lexhop, 'estimate', estimate, async () => (await builds()).estimateCommand));
  const build = 'build the HopRAG graph and show its progress';
  buildOptions(graphCommand(lexhop, 'build', build, async () => (await builds()).buildCommand)).option(
    '--detach',
    'return at once; needs a running server',
  );
  const cancel = 'stop a running build; what it saved is kept';
  graphCommand(lexhop, 'cancel <number>', cancel, async () => (await builds()).cancelCommand);
  const retry = 'go on with a failed or cancelled build';
  graphCommand(lexhop, 'retry <number>', retry, async () => (await builds()).retryCommand);
  const rollback = 'make the kept build before the active one active again';
  graphCommand(lexhop, 'rollback <number>', rollback, async () => (await builds()).rollbackCommand);
}

function buildOptions(build: Command): Command {
  return build
    .addOption(
      new Option('--from <what>', 'take over what did not change, or do all again')
        .choices(['active', 'scratch'])
        .default('active'),
    )
    .addOption(
      new Option('--levels <levels>', 'article, or article,paragraph').argParser(names).default(['article'], 'article'),
    )
    .option(...statutesOption)
    .option(...chainOption);
}

function addAskCommands(lexhop: Command): void {
  graphCommand(
    lexhop,
    'ask <query>',
    'ask the active build',
    async () => (await import('./commands/ask.js')).askCommand,
  )
    .addOption(new Option('--mode <mode>', 'how it is answered').choices(retrievalModes).default('hop'))
    .option('--top-k <number>', 'most articles', wholeNumber, 10)
    .option(...statutesOption)
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
    .option('--explain', 'tell the scores’ parts and the paths of the articles; not with --answer');
}

function addArticleCommands(lexhop: Command): void {
  const show = 'an article (著作權法第52條, J0070017:52), its text and its edges';
  graphCommand(lexhop, 'show <article>', show, async () => (await articles()).showCommand);
  const impact = 'what hangs on an article: its citations, penalties, orders and uses of its terms';
  graphCommand(lexhop, 'impact <article>', impact, async () => (await articles()).impactCommand)
    .option('--depth <edges>', 'how many edges away, 1 to 5', wholeNumber, 2)
    .option('--limit <articles>', 'most articles named of each kind at each depth', wholeNumber, 20);
  const serve = 'serve agents over stdin and stdout, by the Model Context Protocol';
  serverCommand(lexhop, 'mcp', serve, async () => (await import('./commands/mcp.js')).mcpCommand);
  const status = 'graphs, statutes, the newest build, the embedding, the language model';
  graphCommand(lexhop, 'status', status, async () => (await import('./commands/status.js')).statusCommand);
}

function addFileCommands(lexhop: Command): void {
  const graph = lexhop.command('graph').description('whole graphs, there and back');
  const write = 'write the active build as JSON lines';
  serverCommand(graph, 'export [file]', write, async () => (await files()).exportGraphCommand).option(...graphOption);
  const read = 'make an exported build the active one';
  graphCommand(graph, 'import <file>', read, async () => (await files()).importGraphCommand);
  const demo = 'build the graph of 著作權法 and 商標法, ask three questions, and stay up as a server';
  command(lexhop, 'demo', demo, async () => (await import('./commands/demo.js')).demoCommand).option(
    '--once',
    'end after the questions',
  );
  const backup = 'write all of the books to one file: graphs, builds, ledger, paid replies, keys';
  serverCommand(lexhop, 'backup <file>', backup, async () => (await files()).backupCommand);
  const restore = 'fill empty books from a backup: a new data directory, or a new database';
  serverCommand(lexhop, 'restore <file>', restore, async () => (await files()).restoreCommand);
}

function addKeyCommands(parent: Command): void {
  const role = () =>
    new Option('--role <role>', 'what it may do').choices(['read', 'build', 'admin']).makeOptionMandatory();
  const add = 'make a key that the server admits at once';
  serverCommand(parent, 'add', add, async () => (await keys()).addKeyCommand)
    .argument(...keyArgument)
    .addOption(role())
    .option('--graphs <names>', 'the only graphs that it opens, separated by commas', names)
    .option(...jsonOption);
  const list = 'the keys that the server admits, and when each was used last';
  serverCommand(parent, 'list', list, async () => (await keys()).listKeysCommand).option(...jsonOption);
  const revoke = 'have the server refuse a key from now on';
  serverCommand(parent, 'revoke', revoke, async () => (await keys()).revokeKeyCommand).argument(...keyArgument);
  const create = 'make a key and the entry of LEXHOP_API_KEYS that admits it; needs no server';
  command(parent, 'create', create, async () => (await keys()).createKeyCommand)
    .argument(...keyArgument)
    .addOption(role())
    .option(...jsonOption);
}
