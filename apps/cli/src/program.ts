import { Command, InvalidArgumentError, Option } from 'commander';
import { packageVersion } from '@lexhop/foundation';
import type { AnswerOptions } from './commands/answer.js';
import type { AskOptions } from './commands/ask.js';
import type { BuildOptions } from './commands/builds.js';
import type { ImpactOptions } from './commands/impact.js';
import type { CommandContext, GraphOptions } from './connect.js';
import { addEmbeddingCommands } from './embedding-commands.js';
import { retrievalModes } from './option-values.js';

// A command's own code is loaded when it is called: help must not wait for it.
const contextOf = async (): Promise<CommandContext> => {
  const [{ readCliSettings }, { terminalOutput }] = await Promise.all([
    import('./settings.js'),
    import('./terminal/output.js'),
  ]);
  return { settings: readCliSettings(process.env), output: terminalOutput };
};

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
  addTransferCommands(lexhop);
  addBackupCommands(lexhop);
  addKeyCommands(lexhop);
  addEmbeddingCommands(lexhop);
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

function addStatuteCommands(lexhop: Command): void {
  command(lexhop, 'import <files...>', 'read statute files into a graph').action(
    async (files: readonly string[], options: GraphOptions) =>
      (await import('./commands/statutes.js')).importCommand(await contextOf(), files, options),
  );
  const questions = lexhop.command('questions').description('question banks: pseudo-queries drafted elsewhere');
  command(questions, 'import <file>', 'read a question bank (JSON lines) into a graph').action(
    async (file: string, options: GraphOptions) =>
      (await import('./commands/statutes.js')).importQuestionsCommand(await contextOf(), file, options),
  );
  graphCommand(questions, 'export [file]', 'write the questions of the active build as a question bank').action(
    async (file: string | undefined, { graph }: GraphOptions) => exportTo(file, graph, 'questions'),
  );
}

function addBuildCommands(lexhop: Command): void {
  buildOptions(command(lexhop, 'estimate', 'what a build would do and cost')).action(async (options: BuildOptions) =>
    (await import('./commands/builds.js')).estimateCommand(await contextOf(), options),
  );
  buildOptions(command(lexhop, 'build', 'build the HopRAG graph and show its progress'))
    .option('--detach', 'return at once; needs a running server')
    .action(async (options: BuildOptions) =>
      (await import('./commands/builds.js')).buildCommand(await contextOf(), options),
    );
  const administer = { cancel: 'cancel', retry: 'retry', rollback: 'activate' } as const;
  const descriptions = {
    cancel: 'stop a running build; what it saved is kept',
    retry: 'go on with a failed or cancelled build',
    rollback: 'make the kept build before the active one active again',
  };
  for (const name of ['cancel', 'retry', 'rollback'] as const) {
    command(lexhop, `${name} <number>`, descriptions[name]).action(async (number: string, options: GraphOptions) =>
      (await import('./commands/builds.js')).administerCommand(await contextOf(), administer[name], number, options),
    );
  }
}

function addAskCommands(lexhop: Command): void {
  command(lexhop, 'ask <query>', 'ask the active build')
    .addOption(new Option('--mode <mode>', 'how it is answered').choices(retrievalModes).default('hop'))
    .option('--top-k <number>', 'most articles', wholeNumber, 10)
    .option('--statutes <names>', 'only these statutes (ids, titles, short names), separated by commas')
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
    .action(async (query: string, options: AskOptions & { readonly answer?: AnswerOptions['answer'] }) => {
      const { answer } = options;
      if (answer === undefined)
        return (await import('./commands/ask.js')).askCommand(await contextOf(), query, options);
      return (await import('./commands/answer.js')).answerCommand(await contextOf(), query, { ...options, answer });
    });
  addArticleCommands(lexhop);
  lexhop
    .command('mcp')
    .description('serve agents over stdin and stdout, by the Model Context Protocol')
    .action(async () => (await import('./commands/mcp.js')).mcpCommand(await contextOf()));
  command(lexhop, 'status', 'graphs, statutes, the newest build, the embedding').action(async (options: GraphOptions) =>
    (await import('./commands/status.js')).statusCommand(await contextOf(), options),
  );
}

function addArticleCommands(lexhop: Command): void {
  command(lexhop, 'show <article>', 'an article (著作權法第52條, J0070017:52), its text and its edges').action(
    async (id: string, options: GraphOptions) =>
      (await import('./commands/ask.js')).showCommand(await contextOf(), id, options),
  );
  command(
    lexhop,
    'impact <article>',
    'what hangs on an article: its citations, penalties, orders and uses of its terms',
  )
    .option('--depth <edges>', 'how many edges away, 1 to 5', wholeNumber, 2)
    .option('--limit <articles>', 'most articles named of each kind at each depth', wholeNumber, 20)
    .action(async (id: string, options: ImpactOptions) =>
      (await import('./commands/impact.js')).impactCommand(await contextOf(), id, options),
    );
}

function addTransferCommands(lexhop: Command): void {
  const graph = lexhop.command('graph').description('whole graphs, there and back');
  graphCommand(graph, 'export [file]', 'write the active build as JSON lines').action(
    async (file: string | undefined, options: GraphOptions) => exportTo(file, options.graph, 'export'),
  );
  command(graph, 'import <file>', 'make an exported build the active one').action(
    async (file: string, options: GraphOptions) =>
      (await import('./commands/transfer.js')).importGraphCommand(await contextOf(), file, options),
  );
  lexhop
    .command('demo')
    .description('build the graph of 著作權法 and 商標法, ask three questions, and stay up as a server')
    .option('--once', 'end after the questions')
    .action(async (options: { readonly once?: boolean }) =>
      (await import('./commands/demo.js')).demoCommand(await contextOf(), options),
    );
}

function addBackupCommands(lexhop: Command): void {
  lexhop
    .command('backup <file>')
    .description('write all of the books to one file: graphs, builds, ledger, paid replies, keys')
    .action(async (file: string) => (await import('./commands/backup.js')).backupCommand(await contextOf(), file));
  lexhop
    .command('restore <file>')
    .description('fill empty books from a backup: a new data directory, or a new database')
    .action(async (file: string) => (await import('./commands/backup.js')).restoreCommand(await contextOf(), file));
}

async function exportTo(file: string | undefined, graph: string, what: 'questions' | 'export'): Promise<void> {
  const { exportCommand } = await import('./commands/transfer.js');
  return exportCommand(await contextOf(), { graph, what, ...(file === undefined ? {} : { file }) });
}

type KeyCommands = typeof import('./commands/keys.js');
const keyCommands = (): Promise<KeyCommands> => import('./commands/keys.js');

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
    .action(async (name: string, options: Parameters<KeyCommands['addKeyCommand']>[2]) =>
      (await keyCommands()).addKeyCommand(await contextOf(), keyName(name), options),
    );
  keys
    .command('list')
    .description('the keys that the server admits, and when each was used last')
    .option('--json', 'answer as JSON, for scripts')
    .action(async (options: Parameters<KeyCommands['listKeysCommand']>[1]) =>
      (await keyCommands()).listKeysCommand(await contextOf(), options),
    );
  keys
    .command('revoke <name>')
    .description('have the server refuse a key from now on')
    .action(async (name: string) => (await keyCommands()).revokeKeyCommand(await contextOf(), keyName(name)));
  keys
    .command('create <name>')
    .description('make a key and the entry of LEXHOP_API_KEYS that admits it; needs no server')
    .addOption(role())
    .option('--json', 'answer as JSON, for scripts')
    .action(async (name: string, options: Parameters<KeyCommands['createKeyCommand']>[2]) => {
      const { terminalOutput } = await import('./terminal/output.js');
      (await keyCommands()).createKeyCommand(terminalOutput, keyName(name), options);
    });
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
    .option('--statutes <names>', 'only these statutes (ids, titles, short names), separated by commas')
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
