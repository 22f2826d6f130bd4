import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KillOrder, killOrders, type KillRunSaid } from './support/kill-orders.js';
import { aFolder } from '../support/server.js';

const seed = 20_261_121;
const more = 18;
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

interface Run {
  /** Whether its order came true. */
  readonly killed: boolean;
  /** What it has built, where it came to that. */
  readonly exported?: string;
}

/** Runs the building process until it is killed, or has built the graph; one that loses its Postgres may do either. */
async function run(folder: string, graph: string, order?: KillOrder): Promise<Run> {
  const words = [folder, graph, ...(order ? [JSON.stringify(order)] : [])];
  const env = { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.source.json' };
  const child = fork(program, words, {
    execArgv: ['--import', 'tsx'],
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const said: KillRunSaid[] = [];
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
  child.on('message', (message) => said.push(message as KillRunSaid));
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  const killed = said.some((each) => 'kills' in each);
  const built = said.find((each) => 'exported' in each);
  if (!killed && !built) throw new Error(`The building process ended with ${code ?? signal}: ${log}`);
  return { killed, ...(built && 'exported' in built && { exported: built.exported }) };
}

describe(`builds cut inside their writes (seed ${seed})`, () => {
  it(
    'end with the same graph as one that was left alone, after 30 kills of the process, of its Postgres and of both',
    { timeout: 1_800_000 },
    async () => {
      const undisturbed = await run(quiet.path, 'undisturbed');
      const graphs = ['killed-0'];
      let kills = 0;
      for (const order of killOrders(seed, more)) {
        const { killed, exported } = await run(killing.path, graphs.at(-1) ?? '', order);
        if (killed) kills += 1;
        // It was built, before the order came true or although it did: the next order gets a new graph.
        if (exported !== undefined) graphs.push(`killed-${graphs.length}`);
      }
      const different: string[] = [];
      for (const name of graphs) {
        const { exported } = await run(killing.path, name);
        if (exported === undefined || exported !== undisturbed.exported) different.push(name);
      }
      expect(different).toEqual([]);
      expect(kills).toBeGreaterThanOrEqual(30);
    },
  );
});
