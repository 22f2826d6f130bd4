// Builds the apps, side by side, unless dist/ is newer than every source: so that each npm script works right after `npm ci`.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const servers = ['api', 'worker', 'cli'];
const outputs = [...servers.map((app) => `dist/apps/${app}/apps/${app}/src/main.js`), 'dist/apps/console/index.html'];
const sources = ['apps', 'libs', 'tsconfig.base.json', 'nest-cli.json', 'package-lock.json'];

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(script, ...words) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 2, 2] });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

const build = (app) => run('node_modules/@nestjs/cli/bin/nest.js', 'build', app);
const buildConsole = () => run('node_modules/vite/bin/vite.js', 'build', 'apps/console', '--logLevel', 'warn');

const builtAt = Math.min(...outputs.map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0)));
if (process.argv.includes('--force') || builtAt < Math.max(...sources.map(newest))) {
  process.stderr.write('building …\n');
  const codes = await Promise.all([...servers.map(build), buildConsole()]);
  if (codes.some((code) => code !== 0)) process.exit(1);
}
