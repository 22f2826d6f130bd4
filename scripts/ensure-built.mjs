// Builds the apps, side by side, unless dist/ is newer than every source: so that each npm script works right after `npm ci`.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const apps = ['api', 'cli'];
const outputs = apps.map((app) => `dist/apps/${app}/apps/${app}/src/main.js`);
const sources = ['apps', 'libs', 'tsconfig.base.json', 'nest-cli.json', 'package-lock.json'];

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function build(app) {
  return new Promise((resolve) => {
    const nest = spawn(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build', app], {
      stdio: ['ignore', 2, 2],
    });
    nest.on('exit', (code) => resolve(code ?? 1));
  });
}

const builtAt = Math.min(...outputs.map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0)));
if (process.argv.includes('--force') || builtAt < Math.max(...sources.map(newest))) {
  process.stderr.write('building …\n');
  const codes = await Promise.all(apps.map(build));
  if (codes.some((code) => code !== 0)) process.exit(1);
}
