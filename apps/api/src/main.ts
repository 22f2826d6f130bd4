import { announceUrl } from '@lexhop/engine';
import { asError, LexHopError } from '@lexhop/foundation';
import { createApi } from './create-api.js';
import { readApiSettings } from './settings.js';

try {
  const settings = readApiSettings(process.env);
  const app = await createApi(settings);
  await app.listen(settings.server.LEXHOP_PORT, settings.server.LEXHOP_HOST);
  const url = (await app.getUrl()).replace('[::1]', 'localhost');
  await announceUrl(app, url);
  if (process.send) {
    // Begun by a command: it is told the address, and the server ends with it.
    process.send({ url });
    process.once('disconnect', () => void app.close().then(() => process.exit(0)));
  }
  process.stdout.write(`LexHop answers at ${url} (API page: ${url}/api/v1/docs)\n`);
} catch (thrown) {
  const error = asError(thrown);
  // What LexHop raises on purpose is a sentence for people; anything else needs its stack.
  process.stderr.write(`${error instanceof LexHopError ? error.message : (error.stack ?? error.message)}\n`);
  process.exit(1);
}
