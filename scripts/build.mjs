// Builds what is older than its sources: every room and app by one `tsc -b`, the console by Vite beside it; then bundles the apps (bundle.mjs).
// Says nothing when all is built.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const projects = ['libs', 'apps'].flatMap((kind) => readdirSync(kind).map((room) => `${kind}/${room}`));
const builtConsole = 'apps/console/dist/index.html';

/** A room and all that it imports, as its tsconfig.json says. */
function withRoomsOf(room) {
  const { references = [] } = JSON.parse(readFileSync(`${room}/tsconfig.json`, 'utf8'));
  return [room, ...references.flatMap(({ path }) => withRoomsOf(join(room, path)))];
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}

function run(script, ...words) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 2, 2] });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function consoleIsBuilt() {
  if (!existsSync(builtConsole)) return false;
  const sources = withRoomsOf('apps/console').flatMap((room) =>
    readdirSync(room)
      .filter((name) => name !== 'dist')
      .map((name) => `${room}/${name}`),
  );
  return statSync(builtConsole).mtimeMs > Math.max(...[...sources, 'package-lock.json'].map(newest));
}

function appsAreBundled() {
  if (!existsSync('bundle/LICENCES.txt')) return false;
  const built = projects.filter((room) => room !== 'apps/console').map((room) => `${room}/dist`);
  const sources = [...built, 'scripts/bundle.mjs', 'package-lock.json'];
  return statSync('bundle/LICENCES.txt').mtimeMs > Math.max(...sources.map(newest));
}

await import('./rest-types.mjs');
if (!existsSync('bundle/cli.js')) process.stderr.write('building …\n');
const codes = await Promise.all([
  run('node_modules/@typescript/native/bin/tsc', '-b', ...projects),
  consoleIsBuilt() ? 0 : run('node_modules/vite/bin/vite.js', 'build', 'apps/console', '--logLevel', 'warn'),
]);
process.exitCode = Math.max(...codes);
if (process.exitCode === 0 && !appsAreBundled()) process.exitCode = await run('scripts/bundle.mjs');
