import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { describeGraphStores } from '../testing/graph-stores.contract.js';
import { openPGliteGraphStore } from './open-pglite-graph-store.js';

const pageSize = 5;
let directory: string | undefined;
let opened: Promise<GraphStores> | undefined;

/** One store for all suites: each test has a graph of its own. */
function open(): Promise<GraphStores> {
  opened ??= (async () => {
    directory = await mkdtemp(join(tmpdir(), 'lexhop-graph-'));
    return openPGliteGraphStore({ directory: join(directory, 'graph'), pageSize });
  })();
  return opened;
}

afterAll(async () => {
  await (await opened)?.close();
  if (directory !== undefined) await rm(directory, { recursive: true });
});

describeGraphStores('PGlite', open, pageSize);
