import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ended, run } from '../support/command-line.js';
import { aFolder } from '../support/server.js';

const minutes = 60_000;
let folder: Awaited<ReturnType<typeof aFolder>>;
beforeAll(async () => {
  folder = await aFolder();
  // Root's PostgreSQL runs under another account, which must be able to read its programs in here.
  await chmod(folder.path, 0o755);
});
afterAll(() => folder.remove());

/** Runs a program in the empty folder, as its user would. */
const inFolder = (command: string) => run(['sh', '-c', `cd "${folder.path}" && ${command}`], join(folder.path, 'data'));

function assertDone({ code, errors }: Ended): void {
  if (code !== 0) throw new Error(`It ended with code ${code}: ${errors}`);
}

it('the packed tarball, installed in an empty folder, runs the demo', { timeout: 10 * minutes }, async () => {
  const packed = await run(['npm', 'pack', '--json', '--pack-destination', folder.path], folder.path);
  assertDone(packed);
  const installed = await inFolder('npm install --prefer-offline --no-audit --no-fund ./lexhop-*.tgz');
  assertDone(installed);
  const { dependencies } = JSON.parse(await readFile(join(folder.path, 'package.json'), 'utf8'));
  expect(Object.keys(dependencies)).toEqual(['lexhop']);
  const demo = await inFolder('npx lexhop demo --once');
  assertDone(demo);
  expect(demo).toMatchObject({
    code: 0,
    output: expect.stringContaining('Build 1 of graph default is active'),
  });
  expect(demo.output.match(/^\? /gm)).toHaveLength(3);
});
