import { writeFile } from 'node:fs/promises';
import { environmentExample, settingsPage } from './settings-docs.js';

/** Writes `.env.example` and `docs/settings.md` (`npm run settings`). */
await writeFile('.env.example', environmentExample());
await writeFile('docs/settings.md', settingsPage());
process.stdout.write('.env.example and docs/settings.md are written.\n');
