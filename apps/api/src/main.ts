import { announceUrl, asListenError, endFailedStart } from '@lexhop/engine';
import { createApi } from './create-api.js';
import { readApiSettings } from './settings.js';

try {
  const settings = readApiSettings(process.env);
  const app = await createApi(settings);
  const { LEXHOP_PORT: port, LEXHOP_HOST: host } = settings.server;
  await app.listen(port, host).catch(asListenError('LEXHOP_PORT', port));
  const url = (await app.getUrl()).replace('[::1]', 'localhost');
  await announceUrl(app, url);
  if (process.send) {
    // Begun by a command: it is told the address, and the server ends with it.
    process.send({ url });
    process.once('disconnect', () => void app.close().then(() => process.exit(0)));
  }
  process.stdout.write(`LexHop answers at ${url} (API page: ${url}/api/v1/docs)\n`);
} catch (thrown) {
  endFailedStart(thrown);
}
