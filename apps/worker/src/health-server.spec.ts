import { digestOf, KeyRing } from '@lexhop/access';
import { EngineMetrics } from '@lexhop/engine';
import { SilentLogger, SystemClock } from '@lexhop/foundation';
import { expect, it, onTestFinished } from 'vitest';
import { HealthServer } from './health-server.js';
import { readWorkerSettings } from './settings.js';

const aKey = (key: string, graphs: readonly string[] | null) => ({
  name: key,
  role: 'read' as const,
  graphs,
  digest: digestOf(key),
  createdAt: '',
  createdBy: null,
  lastUsedAt: null,
});

/** The status that a worker answers with when its metrics are asked for by each of some keys. */
async function metricsBy(
  stored: readonly ReturnType<typeof aKey>[],
  asked: readonly string[],
): Promise<readonly number[]> {
  const books = { keys: async () => stored, markUsed: async () => {} };
  const ring = new KeyRing({ ofEnvironment: [], books, clock: new SystemClock(), logger: new SilentLogger() });
  const metrics: EngineMetrics = Object.create(EngineMetrics.prototype, { read: { value: async () => 'figures' } });
  const settings = readWorkerSettings({ LEXHOP_WORKER_PORT: '0', LEXHOP_WORKER_HOST: '127.0.0.1' });
  const server = new HealthServer(settings, Object.create(null), metrics, ring);
  const url = await server.listen();
  onTestFinished(() => server.onApplicationShutdown());
  const ask = (key: string) => fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
  return Promise.all(asked.map(async (key) => (await ask(key)).status));
}

it('a worker shows the figures of all graphs to keys of all graphs, and to everybody on loopback without keys', async () => {
  const keys = [aKey('of-all', null), aKey('of-one', ['one'])];
  expect(await metricsBy(keys, ['of-all', 'of-one', 'unknown'])).toEqual([200, 401, 401]);
  expect(await metricsBy([], ['unknown'])).toEqual([200]);
});

it('a worker refuses a setting whose name is misspelt, and takes those of the API beside it', () => {
  const misspelt = { LEXHOP_QUEUE_CONCURENCY: '8' };
  expect(() => readWorkerSettings(misspelt)).toThrow('LEXHOP_QUEUE_CONCURRENCY');
  const ofApi = { LEXHOP_HOST: '127.0.0.1', LEXHOP_PORT: '1', LEXHOP_RETRIEVALS_AT_ONCE: '1', LEXHOP_URL: 'http://a' };
  expect(readWorkerSettings(ofApi).server.LEXHOP_WORKER_PORT).toBe(0);
});
