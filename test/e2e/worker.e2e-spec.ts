import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const workerMain = resolve('apps/worker/dist/main.js');

async function startedWith(settings: Readonly<Record<string, string>>) {
  const env = { ...process.env, REDIS_URL: '', NEO4J_URI: '', NEO4J_PASSWORD: '', ...settings };
  const worker = spawn(process.execPath, [workerMain], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  worker.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [code] = (await once(worker, 'exit')) as [number];
  return { code, errors };
}

describe('a worker', () => {
  it.each([
    ['without servers', {}, /^REDIS_URL is not set: a worker needs it, and NEO4J_URI/],
    [
      'where others reach it without keys',
      { LEXHOP_WORKER_HOST: '0.0.0.0' },
      /^LEXHOP_WORKER_HOST is .*LEXHOP_API_KEYS/,
    ],
    ['with Redis alone', { REDIS_URL: 'redis://127.0.0.1:1' }, /^NEO4J_URI is not set: /],
    [
      'with a Neo4j that does not answer',
      { REDIS_URL: 'redis://127.0.0.1:1', NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'hush' },
      /^NEO4J_URI (?!.*hush)/,
    ],
  ])('%s ends with one line that names the variable', async (_name, settings, line) => {
    const { code, errors } = await startedWith(settings);
    expect([code, errors.trim().split('\n').length]).toEqual([1, 1]);
    expect(errors).toMatch(line);
  });
});
