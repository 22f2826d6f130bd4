import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from './create-api.js';
import { openApiDocument } from './openapi.js';
import { readApiSettings } from './settings.js';

/** Writes the OpenAPI document to docs/openapi.json (`npm run openapi`). */
const folder = await mkdtemp(join(tmpdir(), 'lexhop-openapi-'));
const app = await createApi(readApiSettings({ LEXHOP_DATA_DIR: folder, LEXHOP_EMBEDDING_CHAIN: 'mock' }));
await app.init();
await writeFile('docs/openapi.json', `${JSON.stringify(openApiDocument(app), undefined, 2)}\n`);
await app.close();
await rm(folder, { recursive: true });
process.stdout.write('docs/openapi.json is written.\n');
