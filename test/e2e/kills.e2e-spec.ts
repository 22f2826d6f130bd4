import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KillOrder, killOrders, type KillRunSaid } from './support/kill-orders.js';
import { aFolder } from './support/server.js';

const seed = 20_261_121;
const kills = 24;
const program = resolve('test/e2e/support/build-until-killed.ts');
let folder: Awaited<ReturnType<typeof aFolder>>;

beforeAll(async () => {
  folder = await aFolder();
});
afterAll(() => folder.remove());

/** Runs the building process until it is killed, or has built the graph. */
async function run(graph: string, order?: KillOrder): Promise<'killed' | KillRunSaid> {
  const words = [folder.path, graph, ...(order ? [JSON.stringify(order)] : [])];
  const env = { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.base.json' };
  const child = fork(program, words, {
    execArgv: ['--import', 'tsx'],
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said: KillRunSaid | undefined;
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
  child.on('message', (message) => (said = message as KillRunSaid));
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal === 'SIGKILL') return 'killed';
  if (!said) throw new Error(`The building process ended with ${code ?? signal}: ${log}`);
  return said;
}

describe(`a build killed ${kills} times (seed ${seed})`, () => {
  it('ends with the same graph as one that was left alone, wherever it was killed', { timeout: 900_000 }, async () => {
    const graphs: string[] = ['undisturbed'];
    const undisturbed = await run('undisturbed');
    let killed = 0;
    let graph = 'killed-0';
    for (const order of killOrders(seed, kills)) {
      if (!graphs.includes(graph)) graphs.push(graph);
      const ended = await run(graph, order);
      if (ended === 'killed') killed += 1;
      // It was built before the order came true: the next order gets a new graph.
      else graph = `killed-${graphs.length}`;
    }
    expect(killed).toBeGreaterThanOrEqual(20);
    expect(undisturbed).not.toBe('killed');
    const different: string[] = [];
    for (const name of graphs) {
      const ended = await run(name);
      const same = ended !== 'killed' && undisturbed !== 'killed' && ended.exported === undisturbed.exported;
      if (!same) different.push(name);
    }
    expect(different).toEqual([]);
  });
});
