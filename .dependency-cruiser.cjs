const { readdirSync, readFileSync } = require('node:fs');

/** A room imports only from those that its tsconfig.json refers to; `tsc -b` says when these form a circle. */
const onlyWhatIsReferredTo = ['libs', 'apps'].flatMap((kind) =>
  readdirSync(kind).map((room) => {
    const { references = [] } = JSON.parse(readFileSync(`${kind}/${room}/tsconfig.json`, 'utf8'));
    const others = references.map(({ path }) => path.split('/').at(-1));
    return {
      name: `${room}-imports-only-what-its-tsconfig-refers-to`,
      severity: 'error',
      from: { path: `^${kind}/${room}/` },
      to: { path: '^libs/', pathNot: `^libs/(${[room, ...others].join('|')})/` },
    };
  }),
);

/** The shelves of docs/architecture.md. */
module.exports = {
  forbidden: [
    ...onlyWhatIsReferredTo,
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
      to: { path: '^libs/[^/]+/src/', pathNot: ['^$1/$2/', '^libs/[^/]+/src/(index|structure|testing)\\.ts$'] },
    },
    {
      name: 'testing-door-only-from-tests',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '(spec\\.ts$|/testing|\\.contract\\.ts$)' },
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
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@lexhop/source', 'import', 'node', 'default'],
    },
    tsPreCompilationDeps: true,
  },
};
