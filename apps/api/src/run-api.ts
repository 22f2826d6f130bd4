import {
  announceUrl,
  asListenError,
  assertPortFree,
  endFailedStart,
  endWithParent,
  tellFirstStart,
} from '@lexhop/engine';
import type { OpeningServer } from '@lexhop/postgres';
import { createApi } from './create-api.js';
import { readApiSettings } from './settings.js';

/** Runs the API until the process is told to end. A failed start is explained in one sentence, and ends the process. */
export async function runApi(
  environment: Readonly<Record<string, string | undefined>>,
  ahead: OpeningServer,
): Promise<void> {
  try {
    const settings = readApiSettings(environment);
    const { LEXHOP_PORT: port, LEXHOP_HOST: host } = settings.server;
    // Nest would log what listening fails with, above the sentence that says what to do.
    await assertPortFree('LEXHOP_PORT', host, port);
    await tellFirstStart(settings);
    const app = await createApi(settings, ahead);
    await app.listen(port, host).catch(asListenError('LEXHOP_PORT', port));
    const url = (await app.getUrl()).replace('[::1]', 'localhost');
    await announceUrl(app, url);
    endWithParent(url, app);
    process.stdout.write(`LexHop answers at ${url} (API page: ${url}/api/v1/docs)\n`);
  } catch (thrown) {
    await ahead.then((server) => server?.close()).catch(() => {});
    endFailedStart(thrown);
  }
}
