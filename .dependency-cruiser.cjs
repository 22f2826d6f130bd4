/** The shelves of docs/architecture.md, said once more for what project references cannot see: apps and the two doors. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'libs-never-import-apps', severity: 'error', from: { path: '^libs' }, to: { path: '^apps' } },
    {
      name: 'apps-never-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'only-through-a-door',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: ['^$1/$2/', '^libs/[^/]+/src/(index|testing)\\.ts$'] },
    },
    {
      name: 'testing-door-only-from-tests',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '(spec\\.ts$|/testing|\\.contract\\.ts$|^libs/[^/]+/test/)' },
      to: { path: 'src/testing\\.ts$' },
    },
    {
      name: 'only-apps-read-the-environment',
      comment: 'libs receive their slice of the settings; see libs/foundation/src/settings.ts',
      severity: 'error',
      from: { path: '^libs/', pathNot: 'spec\\.ts$' },
      to: { path: '^node:process$|^process$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.tsbuild|coverage)/' },
    tsPreCompilationDeps: true,
  },
};
