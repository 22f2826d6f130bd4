import { startAhead } from '@lexhop/postgres';

// PostgreSQL starts while the rest is loaded.
const { opening } = await startAhead(process.env, 'lexhop-api');
const { runApi } = await import('./run-api.js');
await runApi(process.env, opening);
