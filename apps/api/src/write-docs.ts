/** Writes the pages that are made from the code: with `settings`, .env.example and docs/settings.md; with `openapi`, docs/openapi.json. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from './create-api.js';
import { openApiDocument } from './openapi.js';
import { environmentExample, readApiSettings, settingsPage } from './settings.js';

const [, , what] = process.argv;
if (what === 'settings') {
  await write('.env.example', environmentExample());
  await write('docs/settings.md', settingsPage());
} else {
  const folder = await mkdtemp(join(tmpdir(), 'lexhop-openapi-'));
  const app = await createApi(readApiSettings({ LEXHOP_DATA_DIR: folder, LEXHOP_EMBEDDING_CHAIN: 'mock' }));
  await app.init();
  await write('docs/openapi.json', `${JSON.stringify(openApiDocument(app), undefined, 2)}\n`);
  await app.close();
  await rm(folder, { recursive: true });
}

async function write(path: string, text: string): Promise<void> {
  await writeFile(path, text);
  process.stdout.write(`${path} is written.\n`);
}
