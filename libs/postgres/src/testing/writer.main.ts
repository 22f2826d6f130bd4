import { Database } from '../database.js';
import { StoreUnavailableError } from '../errors.js';
import { OwnServer } from '../own-server/own-server.js';

/** A process that saves numbers, one after another, in the database of a data directory, and says which were confirmed; see writer.ts. */
const [dataDirectory = ''] = process.argv.slice(2);
const say = (message: object) => process.send?.(message);

const server = await OwnServer.open({ dataDirectory });
const database = await Database.open(server, { connections: 2 });
await database.transaction((sql) =>
  sql.script('SELECT pg_advisory_xact_lock(1); CREATE TABLE IF NOT EXISTS saved (writer int, number int)'),
);
let isClosing = false;
process.on('message', () => {
  isClosing = true;
});
say({ opened: true });
for (let number = 1; !isClosing; number += 1) {
  try {
    await database.run('INSERT INTO saved VALUES ($1, $2)', [process.pid, number]);
    say({ confirmed: number });
  } catch (thrown) {
    // Whether it was saved nobody knows; that is not confirmed.
    if (!(thrown instanceof StoreUnavailableError)) throw thrown;
  }
}
await database.close();
await server.close();
process.disconnect();
