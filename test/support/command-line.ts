import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { environmentOf } from './server.js';

export const commandLine = resolve('bundle/cli.js');

export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program to its end, as a shell would, over a data directory and with the mock as embedding. */
export function run(
  program: readonly [string, ...string[]],
  dataDirectory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const env = { ...environmentOf(dataDirectory), ...settings };
  const [file, ...words] = program;
  return new Promise((ended) => {
    execFile(file, words, { env, maxBuffer: 1 << 28 }, (error, output, errors) =>
      ended({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, output, errors }),
    );
  });
}

/** Runs a command of the command line over a data directory. */
export function lexhop(dataDirectory: string, ...words: readonly string[]): Promise<Ended> {
  return run([process.execPath, commandLine, ...words], dataDirectory);
}
