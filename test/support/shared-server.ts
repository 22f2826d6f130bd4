import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { buildToEnd, importSample } from './graphs.js';
import { aDataDirectory, Api, TestServer } from './server.js';

interface SharedServer {
  readonly url: string;
  readonly pid: number;
  readonly dataDirectory: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly sharedServer: SharedServer;
  }
}

/** Started once for all files of a run. Its graph `sample` holds the sample statutes, their questions and one build; tests leave it as it is. */
export const sampleGraph = 'sample';

/** The server that the files of a run share. Each makes graphs of its own, or reads `sampleGraph`. */
export function sharedServer(): Api & SharedServer {
  const { url, pid, dataDirectory } = inject('sharedServer');
  return Object.assign(new Api(url), { url, pid, dataDirectory });
}

/** Called by Vitest before the first file; returns what ends the server after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await aDataDirectory();
  const server = await TestServer.start(folder.path);
  await importSample(server, sampleGraph);
  await buildToEnd(server, sampleGraph);
  project.provide('sharedServer', { url: server.url, pid: server.pid, dataDirectory: folder.path });
  return async () => {
    await server.stop();
    await folder.remove();
    if (project.vitest.state.getCountOfFailedTests() > 0) await keepLog(server.logged);
  };
}

/** What the server logged, where somebody who asks why a test failed finds it. */
async function keepLog(log: string): Promise<void> {
  const path = join(tmpdir(), `lexhop-shared-server-${process.pid}.log`);
  await writeFile(path, log);
  process.stdout.write(`\nThe log of the server that tests shared: ${path}\n`);
}
