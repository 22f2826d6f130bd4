import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createLexHopClient, type LexHopClient } from '@lexhop/client';
import { packageFolder, readSettings, secret, SettingError } from '@lexhop/foundation';
import { announcedOn, hasOwnServer, postgresSettings } from '@lexhop/postgres';
import { z } from 'zod';
import { ServerStartError } from './errors.js';
import type { Output } from './terminal/output.js';

/** Whom the command line speaks to. */
const cliSettings = z.object({
  ...postgresSettings.shape,
  LEXHOP_URL: z
    .url()
    .optional()
    .describe('Server to speak to; unset, the one that has LEXHOP_DATA_DIR, or one begun for the command.'),
  LEXHOP_API_KEY: z.string().optional().meta(secret).describe('Key to send to a server that asks for one.'),
});
type CliSettings = Readonly<z.infer<typeof cliSettings>>;

/** What every command works with. */
export interface CommandContext {
  /** The variables that settings are read from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
}

/** What a command works with that speaks to a server. */
export interface Connection extends CommandContext {
  readonly client: LexHopClient;
  /** The data directory, where this command began the server on it; that server ends with the command. */
  readonly ownsDirectory?: string;
  /** Ends when the server does. */
  readonly serverEnded: Promise<void>;
}

interface ServerOptions {
  readonly port?: number;
  /** Settings of a server that has to be begun. */
  readonly environment?: Readonly<Record<string, string>>;
}

interface Closing extends Connection {
  close(): Promise<void>;
}

const startMilliseconds = 30_000;
const apiMain = fileURLToPath(new URL('bundle/api.js', packageFolder));

/**
 * The server of LEXHOP_URL, else one that is on the data directory, else one begun for this command on a free port:
 * the same code answers in each case. Throws a SettingError with DATABASE_URL and without LEXHOP_URL.
 */
async function connect(context: CommandContext, options: ServerOptions): Promise<Closing> {
  const { environment, output } = context;
  const settings = readSettings(cliSettings, environment);
  const { LEXHOP_API_KEY: key } = settings;
  if (settings.LEXHOP_URL === undefined) refuseForeignBooks(settings);
  const speakTo = (url: string) => ({ ...context, client: createLexHopClient({ url, key }) });
  const beside = (url: string) => ({
    ...speakTo(url),
    serverEnded: new Promise<void>(() => {}),
    close: async () => {},
  });
  const running = settings.LEXHOP_URL ?? (await urlOn(settings.LEXHOP_DATA_DIR));
  if (running !== undefined) return beside(running);
  if (!(await hasOwnServer(settings.LEXHOP_DATA_DIR)))
    output.remark(`${settings.LEXHOP_DATA_DIR} is new: its database is made first, which takes some seconds …`);
  const server = fork(apiMain, {
    env: { ...environment, LEXHOP_HOST: '127.0.0.1', LEXHOP_PORT: String(options.port ?? 0), ...options.environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // A terminal sends Ctrl-C to both: this command decides when its server stops. It stops by itself when this process is gone.
    detached: true,
  });
  const serverEnded = once(server, 'exit').then(() => {});
  try {
    const own = speakTo(await urlOf(server));
    return { ...own, ownsDirectory: settings.LEXHOP_DATA_DIR, serverEnded, close: () => stop(server) };
  } catch (thrown) {
    // Another server may have taken the directory a moment before: then that one answers.
    const other = await urlOn(settings.LEXHOP_DATA_DIR);
    if (other === undefined) throw thrown;
    return beside(other);
  }
}

/** Books on a server are shared, and have an API already: one that begins and ends with a command would be in its way. */
function refuseForeignBooks({ DATABASE_URL }: CliSettings): void {
  if (DATABASE_URL === undefined) return;
  throw new SettingError(
    'LEXHOP_URL',
    undefined,
    'the books are on a server (DATABASE_URL), so name the API to speak to, such as http://127.0.0.1:3210',
  );
}

/** Where an API on the data directory answers; one that is just starting is waited for. */
async function urlOn(directory: string): Promise<string | undefined> {
  const until = Date.now() + startMilliseconds;
  for (;;) {
    const apis = (await announcedOn(directory)).filter(({ service }) => service === 'lexhop-api');
    const url = apis.find((api) => api.url !== undefined)?.url;
    if (url !== undefined || apis.length === 0) return url;
    if (Date.now() > until) throw new ServerStartError(`an API has ${directory}, but does not answer.`);
    await wait(100);
  }
}

async function urlOf(server: ChildProcess): Promise<string> {
  let log = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-10_000)));
  return new Promise((resolve, reject) => {
    server.once('message', (message: { readonly url: string }) => resolve(message.url));
    // It has ended, and all that it said was heard.
    server.once('close', (code) =>
      reject(new ServerStartError(lastSentence(log), code === 2 || code === 3 ? code : 1)),
    );
    server.once('error', (error) => reject(new ServerStartError(error.message)));
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}

/** The last sentence of the server, without the stack under it; a line of its log only where there is nothing else. */
function lastSentence(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return lines.findLast((line) => !line.startsWith('{')) ?? lines.at(-1) ?? 'it said nothing.';
}

/** Connects, works, and lets go, whatever happens. */
export async function withConnection<Result>(
  context: CommandContext,
  work: (connection: Connection) => Promise<Result>,
  options: ServerOptions = {},
): Promise<Result> {
  const connection = await connect(context, options);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
