import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./writer.main.ts', import.meta.url));

/** A process that writes into the database of a data directory until it is closed or killed. */
export class Writer extends EventEmitter {
  confirmed = new Set<number>();
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #said = '';

  private constructor(dataDirectory: string) {
    super();
    const env = { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.source.json' };
    const stdio = ['ignore', 'ignore', 'pipe', 'ipc'] as const;
    this.#child = fork(script, [dataDirectory], {
      execArgv: ['--import', 'tsx', '--conditions=@lexhop/source'],
      env,
      stdio: [...stdio],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
    this.#ended = once(this.#child, 'exit').then(() => this.emit('changed'));
    this.#child.on('message', (message: { readonly confirmed?: number }) => {
      if (message.confirmed !== undefined) this.confirmed.add(message.confirmed);
      this.emit('changed');
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves once it writes. */
  static async start(dataDirectory: string): Promise<Writer> {
    const writer = new Writer(dataDirectory);
    await writer.confirms(1);
    return writer;
  }

  /** Resolves once it has saved so many more. */
  async confirms(more: number): Promise<void> {
    const wanted = this.confirmed.size + more;
    while (this.confirmed.size < wanted) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`The writer ended: ${this.#said}`);
      await once(this, 'changed');
    }
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async close(): Promise<void> {
    this.#child.send('close');
    await this.#ended;
    if (this.#child.exitCode !== 0) throw new Error(`The writer ended with ${this.#child.exitCode}: ${this.#said}`);
  }
}
