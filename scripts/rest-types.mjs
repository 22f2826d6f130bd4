// Writes the types of REST (libs/client/src/rest.ts, not kept in git) from docs/openapi.json, where they are absent or older.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const document = 'docs/openapi.json';
const types = 'libs/client/src/rest.ts';

if (!existsSync(types) || statSync(types).mtimeMs < statSync(document).mtimeMs) {
  const words = [document, '--default-non-nullable=false', '--output', types];
  const { status } = spawnSync(process.execPath, ['node_modules/openapi-typescript/bin/cli.js', ...words], {
    stdio: ['ignore', 'ignore', 2],
  });
  process.exitCode = status ?? 1;
}
