import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KillOrder, killOrders, type KillRunSaid } from './support/kill-orders.js';
import { aFolder } from '../support/server.js';

const seed = 20_261_121;
const more = 15;
const program = resolve('test/e2e/support/build-until-killed.ts');
let quiet: Awaited<ReturnType<typeof aFolder>>;
let killing: Awaited<ReturnType<typeof aFolder>>;

beforeAll(async () => {
  [quiet, killing] = await Promise.all([aFolder(), aFolder()]);
});
afterAll(async () => {
  await quiet.remove();
  await killing.remove();
});

/** Runs the building process until it is killed, or has built the graph. */
async function run(folder: string, graph: string, order?: KillOrder): Promise<'killed' | KillRunSaid> {
  const words = [folder, graph, ...(order ? [JSON.stringify(order)] : [])];
  const env = { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.base.json' };
  const child = fork(program, words, {
    execArgv: ['--conditions=@lexhop/source', '--import', 'tsx'],
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

describe(`builds killed inside their writes (seed ${seed})`, () => {
  it(
    'end with the same graph as one that was left alone, after 20 kills and more',
    { timeout: 1_200_000 },
    async () => {
      const undisturbed = await run(quiet.path, 'undisturbed');
      const graphs = ['killed-0'];
      let kills = 0;
      for (const order of killOrders(seed, more)) {
        const ended = await run(killing.path, graphs.at(-1) ?? '', order);
        if (ended === 'killed') kills += 1;
        // It was built before the order came true: the next order gets a new graph.
        else graphs.push(`killed-${graphs.length}`);
      }
      const different: string[] = [];
      for (const name of graphs) {
        const ended = await run(killing.path, name);
        const same = ended !== 'killed' && undisturbed !== 'killed' && ended.exported === undisturbed.exported;
        if (!same) different.push(name);
      }
      expect(different).toEqual([]);
      expect(kills).toBeGreaterThanOrEqual(20);
    },
  );
});
