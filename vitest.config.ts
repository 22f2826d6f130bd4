import { defineConfig } from 'vitest/config';
import { RunReport } from './scripts/run-report.mjs';

/** Rooms are taken from their sources, built or not; what npm brought, as Node takes it. */
const fromSource = ['@lexhop/source', 'node', 'development|production'];

/** With time for processes to start; after the unit tests, and two files at once. */
const withProcesses = { maxWorkers: 2, testTimeout: 180_000, hookTimeout: 180_000, sequence: { groupOrder: 1 } };

/** One file after the other, after all others. */
const oneByOne = { ...withProcesses, maxWorkers: 1, sequence: { groupOrder: 2 } };

/** Those on the one Neo4j, which a server keeps as its own books say. */
const onNeo4j = ['libs/{published-graph,retrieval}/src/**/*.int-spec.ts', 'libs/evaluation/src/reader-*.int-spec.ts'];
/** Those that take minutes each: they end servers time and again, or embed thousands of texts. */
const long = {
  int: ['libs/evaluation/src/published-*.int-spec.ts'],
  e2e: ['test/e2e/{service-*,eight-combinations,kills}.e2e-spec.ts'],
};

export default defineConfig({
  resolve: { conditions: fromSource },
  ssr: { resolve: { conditions: fromSource } },
  // What runs before the tests.
  environments: { __vitest__: { resolve: { conditions: fromSource } } },
  test: {
    reporters: ['default', new RunReport()],
    globalSetup: ['libs/postgres/src/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // Modules are loaded once for many files: half of the time was theirs. So no test leaves anything behind in one.
        test: { name: 'unit', include: ['{apps,libs,test}/**/*.spec.{ts,tsx}'], isolate: false, maxWorkers: '100%' },
      },
      {
        extends: true,
        test: {
          ...withProcesses,
          name: 'flow',
          include: ['test/flow/*.e2e-spec.ts'],
          globalSetup: ['test/support/shared-server.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...withProcesses,
          name: 'int',
          include: ['{apps,libs}/*/src/**/*.int-spec.ts'],
          exclude: [...onNeo4j, ...long.int],
        },
      },
      { extends: true, test: { ...oneByOne, name: 'int-alone', include: onNeo4j } },
      {
        extends: true,
        test: { ...withProcesses, name: 'e2e', include: ['test/e2e/*.e2e-spec.ts'], exclude: long.e2e },
      },
      { extends: true, test: { ...oneByOne, name: 'int-long', include: long.int } },
      { extends: true, test: { ...oneByOne, name: 'e2e-long', include: long.e2e } },
    ],
    coverage: {
      provider: 'v8',
      include: ['libs/*/src/**/*.ts'],
      exclude: ['**/*.spec.ts', '**/*-spec.ts', '**/*.contract.ts', '**/testing/**', '**/testing.ts'],
    },
  },
});
