import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { aFolder } from '../support/server.js';

const workerMain = resolve('bundle/worker.js');

const folder = await aFolder();
afterAll(() => folder.remove());

async function startedWith(settings: Readonly<Record<string, string>>) {
  const servers = { DATABASE_URL: '', REDIS_URL: '', NEO4J_URI: '', NEO4J_PASSWORD: '' };
  const env = { ...process.env, ...servers, LEXHOP_DATA_DIR: folder.path, ...settings };
  const worker = spawn(process.execPath, [workerMain], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  worker.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [code] = (await once(worker, 'exit')) as [number];
  return { code, errors };
}

describe('a worker', () => {
  it.each([
    [
      'where others reach it without keys',
      { LEXHOP_WORKER_HOST: '0.0.0.0' },
      2,
      /^LEXHOP_WORKER_HOST is .*LEXHOP_API_KEYS/,
    ],
    [
      'with a Redis that does not answer',
      { REDIS_URL: 'redis://127.0.0.1:1' },
      2,
      /^REDIS_URL is "redis:\/\/127\.0\.0\.1:1": Redis must answer there/,
    ],
    [
      'with a Postgres that does not answer',
      { DATABASE_URL: 'postgres://lexhop:hush@127.0.0.1:1/lexhop' },
      3,
      /^The database at 127\.0\.0\.1:1\/lexhop does not answer: (?!.*hush)/,
    ],
    [
      'with a Neo4j that does not answer',
      { REDIS_URL: 'redis://127.0.0.1:1', NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'hush' },
      2,
      /^NEO4J_URI (?!.*hush)/,
    ],
  ])('%s ends with one line that names the variable', async (_name, settings, expected, line) => {
    const { code, errors } = await startedWith(settings);
    // What is logged before, as JSON, is apart.
    const told = errors.split('\n').filter((each) => each !== '' && !each.startsWith('{'));
    expect({ code, lines: told.length }).toEqual({ code: expected, lines: 1 });
    expect(told[0]).toMatch(line);
  });
});
