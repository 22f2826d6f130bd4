import { defineConfig } from 'vitest/config';
import { SkippedSuites } from './scripts/skipped-suites.mjs';

/** Rooms are taken from their sources, built or not. */
const fromSource = ['@lexhop/source', 'module', 'node', 'development|production'];

export default defineConfig({
  resolve: { conditions: fromSource },
  ssr: { resolve: { conditions: fromSource } },
  // What runs before the tests.
  environments: { __vitest__: { resolve: { conditions: fromSource } } },
  test: {
    reporters: ['default', new SkippedSuites()],
    globalSetup: ['libs/postgres/src/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['{apps,libs,test}/**/*.spec.{ts,tsx}'] } },
      { extends: true, test: { name: 'int', include: ['{apps,libs}/**/*.int-spec.ts'], fileParallelism: false } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.e2e-spec.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['libs/*/src/**/*.ts'],
      exclude: ['**/*.spec.ts', '**/*-spec.ts', '**/*.contract.ts', '**/testing/**', '**/testing.ts'],
    },
  },
});
