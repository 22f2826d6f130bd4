import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Build } from '@lexhop/graph-model';
import { TestServer } from '../../support/server.js';

const workerMain = resolve('bundle/worker.js');
const doomedWorker = resolve('test/e2e/support/doomed-worker.ts');
const { REDIS_URL, NEO4J_URI, NEO4J_USER = 'neo4j', NEO4J_PASSWORD, LEXHOP_TEST_SERVICES } = process.env;
/** Where the books of all processes are; Vitest's global setup has started one, or taken the environment's. */
const DATABASE_URL = process.env['LEXHOP_TEST_POSTGRES_URL'] ?? '';

/** Whether both servers are there, and whether they can be ended and started again. */
const missing = Object.entries({ REDIS_URL, NEO4J_URI, NEO4J_PASSWORD, LEXHOP_TEST_SERVICES })
  .filter(([, value]) => !value)
  .map(([variable]) => variable);

/** What every process of the service is told: the servers, and to wait no longer for the dead than a busy machine makes it. */
const serviceSettings: Readonly<Record<string, string>> = {
  DATABASE_URL,
  REDIS_URL: REDIS_URL ?? '',
  NEO4J_URI: NEO4J_URI ?? '',
  NEO4J_USER,
  NEO4J_PASSWORD: NEO4J_PASSWORD ?? '',
  LEXHOP_API_WORKS_ON_BUILDS: 'false',
  LEXHOP_EMBEDDING_CHAIN: 'mock',
  LEXHOP_QUEUE_LOCK_MS: '5000',
  LEXHOP_SWEEP_SECONDS: '1',
};

/** Whether a suite has to be skipped, for want of the servers that `scripts/with-services.sh` starts; then says why. */
export function lacksServers(suite: string): boolean {
  if (missing.length === 0) return false;
  console.warn(`Skipped: ${suite}, since ${missing.join(', ')} is not set (scripts/with-services.sh sets them).`);
  return true;
}

/** Ends a server or starts it again; resolves when it is so. */
export async function control(server: 'redis' | 'neo4j', word: 'kill' | 'start' | 'restart'): Promise<void> {
  await promisify(execFile)(resolve(LEXHOP_TEST_SERVICES ?? '', server), [word]);
}

/** An API of the service, in a process of its own. */
export function startApi(settings: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  return TestServer.start('', { ...serviceSettings, ...settings });
}

/** A worker of the service, in a process of its own. */
export class TestWorker {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    private readonly log: () => string,
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<TestWorker> {
    const env = { ...process.env, ...serviceSettings, ...settings };
    const child = fork(workerMain, { env, execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let log = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
    const url = await new Promise<string>((started, reject) => {
      child.once('message', (message: { readonly url: string }) => started(message.url));
      child.once('exit', (code) => reject(new Error(`The worker exited with ${code}: ${log}`)));
    });
    return new TestWorker(child, url, () => log);
  }

  get logged(): string {
    return this.log();
  }

  /** As a power cut would. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** As an orchestrator does. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    await ended;
  }
}

/** A worker that will be killed inside the first call of a method that writes. */
export class DoomedWorker {
  readonly #reached: Promise<void>;

  private constructor(private readonly process: ChildProcess) {
    this.#reached = said(process, 'reached');
    // Whoever awaits it hears of it.
    this.#reached.catch(() => {});
  }

  static async start(method: string, settings: Readonly<Record<string, string>>): Promise<DoomedWorker> {
    const env = { ...process.env, ...serviceSettings, ...settings, TSX_TSCONFIG_PATH: 'tsconfig.source.json' };
    const child = fork(doomedWorker, [method], { env, execArgv: ['--conditions=@lexhop/source', '--import', 'tsx'] });
    const doomed = new DoomedWorker(child);
    await said(child, 'works');
    return doomed;
  }

  /** Resolves when it is about to make the call; it waits there. */
  reached(): Promise<void> {
    return this.#reached;
  }

  /** Has it make the call; resolves when it is dead. */
  async die(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.send('go');
    const [, signal] = (await ended) as [number | null, string | null];
    if (signal !== 'SIGKILL') throw new Error(`The doomed worker ended with ${signal ?? 'a code'}.`);
  }
}

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolveSaid, reject) => {
    child.on('message', (message) => message === word && resolveSaid());
    child.once('exit', (code) => reject(new Error(`The doomed worker ended with ${code} before it said ${word}.`)));
  });
}

/** The build as it ended, however often the servers were away meanwhile; asked again and again. */
export async function untilEndedThroughAll(server: TestServer, graph: string, number: number): Promise<Build> {
  for (;;) {
    const build = await server
      .request<Build>('GET', `/graphs/${graph}/builds/${number}`)
      .then(({ status, body }) => (status === 200 ? body : undefined))
      .catch(() => undefined);
    if (build && build.state !== 'running') return build;
    await wait(100);
  }
}
