/**
 * Puts into packed/ what `npm pack` sends: the bundled apps, the console, the sample data. Packages that are not bundled come by its dependencies. The
 * one exception is onnxruntime, whose own installation fetches 300 MB for CUDA: it goes along without that, for the platforms that LexHop's
 * PostgreSQL runs on, too.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const stage = 'packed';

rmSync(stage, { recursive: true, force: true });
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
cpSync('data', `${stage}/data`, { recursive: true });
cpSync('apps/console/dist', `${stage}/apps/console/dist`, { recursive: true });
cpSync('bundle', `${stage}/bundle`, { recursive: true });
for (const name of ['onnxruntime-node', 'onnxruntime-common']) {
  const { type, version, main, exports } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  const folder = `${stage}/node_modules/${name}`;
  const isNeeded = (path) =>
    !/\.(map|d\.ts)$|win32\/arm64|\/(lib|script)(\/|$)/.test(path.slice(path.lastIndexOf(name)));
  cpSync(`node_modules/${name}`, folder, { recursive: true, filter: isNeeded });
  writeFileSync(`${folder}/package.json`, JSON.stringify({ name, version, type, main, exports }));
}
writeFileSync(`${stage}/package.json`, JSON.stringify({ name: 'lexhop', version, type: 'module' }));
