import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { emptyDataDirectory } from '@lexhop/postgres/testing';

const apiMain = resolve('bundle/api.js');

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

/** REST of a server. */
export class Api {
  constructor(readonly url: string) {}

  async request<Body = unknown>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const init: RequestInit = { method };
    if (body instanceof FormData) init.body = body;
    else if (body !== undefined) {
      init.body = typeof body === 'string' ? body : JSON.stringify(body);
      init.headers = { 'content-type': 'application/json' };
    }
    const response = await fetch(`${this.url}${path.startsWith('/health') ? '' : '/api/v1'}${path}`, init);
    const text = await response.text();
    const isJson =
      response.headers.get('content-type')?.includes('json') &&
      !response.headers.get('content-type')?.includes('ndjson');
    return { status: response.status, body: (isJson ? JSON.parse(text) : text) as Body, headers: response.headers };
  }
}

/** The environment of a program over a data directory, with the mock as embedding. Servers that int-specs use are no business of one on its own Postgres. */
export function environmentOf(dataDirectory: string): NodeJS.ProcessEnv {
  const noServers = { DATABASE_URL: '', REDIS_URL: '', NEO4J_URI: '' };
  return { ...process.env, ...noServers, LEXHOP_DATA_DIR: dataDirectory, LEXHOP_EMBEDDING_CHAIN: 'mock' };
}

/** A real server in a process of its own, as users run it. */
export class TestServer extends Api {
  private constructor(
    private readonly process: ChildProcess,
    url: string,
    private readonly log: () => string,
  ) {
    super(url);
  }

  /** Starts a server over a data directory; throws with its log when it does not come up. */
  static async start(dataDirectory: string, environment: Readonly<Record<string, string>> = {}): Promise<TestServer> {
    const child = fork(apiMain, {
      env: { ...environmentOf(dataDirectory), LEXHOP_PORT: '0', ...environment },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let log = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
    const url = await new Promise<string>((resolveUrl, reject) => {
      child.once('message', (message: { readonly url: string }) => resolveUrl(message.url));
      child.once('exit', (code, signal) => reject(new Error(`The server exited with ${code ?? signal}: ${log}`)));
    });
    return new TestServer(child, url, () => log);
  }

  get logged(): string {
    return this.log();
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Resolves when the process is no more, with the signal that ended it. */
  async ended(): Promise<NodeJS.Signals | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit');
    return this.process.signalCode;
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.ended();
  }

  async stop(): Promise<void> {
    this.process.kill('SIGTERM');
    await this.ended();
  }
}

/** A fresh folder, and how to remove it. */
export async function aFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'lexhop-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** The same for a data directory: its own server needs no seconds to make its files. */
export async function aDataDirectory(): ReturnType<typeof aFolder> {
  const folder = await aFolder();
  await emptyDataDirectory(folder.path);
  return folder;
}
