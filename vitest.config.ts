import { defineConfig } from 'vitest/config';
import { RunReport } from './scripts/run-report.mjs';

/** Rooms are taken from their sources, built or not; what npm brought, as Node takes it. */
const fromSource = ['@lexhop/source', 'node', 'development|production'];

/** One file after the other, with time for processes to start; after the unit tests. */
const oneByOne = { fileParallelism: false, testTimeout: 180_000, hookTimeout: 180_000, sequence: { groupOrder: 1 } };

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
      { extends: true, test: { name: 'unit', include: ['{apps,libs,test}/**/*.spec.{ts,tsx}'] } },
      {
        extends: true,
        test: {
          ...oneByOne,
          name: 'flow',
          include: ['test/flow/*.e2e-spec.ts'],
          globalSetup: ['test/support/shared-server.ts'],
        },
      },
      { extends: true, test: { ...oneByOne, name: 'int', include: ['{apps,libs}/**/*.int-spec.ts'] } },
      { extends: true, test: { ...oneByOne, name: 'e2e', include: ['test/e2e/*.e2e-spec.ts'] } },
    ],
    coverage: {
      provider: 'v8',
      include: ['libs/*/src/**/*.ts'],
      exclude: ['**/*.spec.ts', '**/*-spec.ts', '**/*.contract.ts', '**/testing/**', '**/testing.ts'],
    },
  },
});
