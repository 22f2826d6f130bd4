import { afterAll } from 'vitest';
import type { GraphStores } from './graph-stores.js';
import { freshGraphStores } from './testing/fresh-graph-stores.js';
import { describeGraphStores } from './testing/graph-stores.contract.js';

const pageSize = 5;
let opened: Promise<GraphStores> | undefined;

afterAll(async () => (await opened)?.close());

// One store for all suites: each test has a graph of its own.
describeGraphStores('Postgres', () => (opened ??= freshGraphStores({ pageSize, tellsEnds: true })), pageSize);
