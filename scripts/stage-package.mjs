/**
 * Puts into packed/ what `npm pack` sends: the apps and, as packages beside them, the rooms, built and without their tests; the console; the sample data.
 * Third-party packages are not in it: whoever installs the package gets them by its dependencies. The one exception is onnxruntime, whose own
 * installation fetches 300 MB for CUDA: it goes along without that, for the platforms that LexHop's PostgreSQL runs on, too.
 */
import { isBuiltin } from 'node:module';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const stage = 'packed';
const isForTests = (path) => /\.(spec|int-spec)\.js$|\/testing(\/|\.js$)/.test(path);
const hasSource = (path) => existsSync(path.replace('/dist/', '/src/').replace(/\.js$/, '.ts'));
const isFolder = (path) => !/\.[^/]+$/.test(path);
const runs = (path) => isFolder(path) || (path.endsWith('.js') && hasSource(path) && !isForTests(path));

rmSync(stage, { recursive: true, force: true });
const { version, dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
cpSync('data', `${stage}/data`, { recursive: true });
cpSync('apps/console/dist', `${stage}/apps/console/dist`, { recursive: true });
for (const app of ['api', 'worker', 'cli']) {
  cpSync(`apps/${app}/dist`, `${stage}/apps/${app}/dist`, { recursive: true, filter: runs });
}
for (const room of readdirSync('libs')) {
  const folder = `${stage}/node_modules/@lexhop/${room}`;
  cpSync(`libs/${room}/dist`, `${folder}/dist`, { recursive: true, filter: runs });
  const { name, type } = JSON.parse(readFileSync(`libs/${room}/package.json`, 'utf8'));
  writeFileSync(`${folder}/package.json`, JSON.stringify({ name, version, type, exports: './dist/index.js' }));
}
for (const name of ['onnxruntime-node', 'onnxruntime-common']) {
  const { type, version, main, exports } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  const folder = `${stage}/node_modules/${name}`;
  const isNeeded = (path) =>
    !/\.(map|d\.ts)$|win32\/arm64|\/(lib|script)(\/|$)/.test(path.slice(path.lastIndexOf(name)));
  cpSync(`node_modules/${name}`, folder, { recursive: true, filter: isNeeded });
  writeFileSync(`${folder}/package.json`, JSON.stringify({ name, version, type, main, exports }));
}
writeFileSync(`${stage}/package.json`, JSON.stringify({ name: 'lexhop', version, type: 'module' }));

const here = new Set(['onnxruntime-node', ...readdirSync('libs').map((room) => `@lexhop/${room}`)]);
const comes = new Set(Object.keys({ ...dependencies, ...optionalDependencies }));
const missing = readdirSync(stage, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.js') && !path.includes('console') && !path.includes('onnxruntime'))
  .flatMap((path) => packagesImportedBy(readFileSync(`${stage}/${path}`, 'utf8')))
  .filter((name) => !here.has(name) && !comes.has(name));
if (missing.length > 0) {
  process.stderr.write(
    `The packed code imports what package.json doesn't depend on: ${[...new Set(missing)].join(', ')}.\n`,
  );
  process.exitCode = 1;
}

function packagesImportedBy(source) {
  return [...source.matchAll(/(?:^import\s|\sfrom\s|import\()\s*'([^'.][^']*)'/gm)]
    .map(([, specifier]) => specifier)
    .filter((specifier) => !isBuiltin(specifier))
    .map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'));
}
