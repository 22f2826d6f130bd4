import { Database, OwnServer } from '@lexhop/postgres';
import { type GraphStores, openGraphStores } from '../graph-stores.js';

/** Opens the books on LexHop's own Postgres in a data directory, which other processes may use at the same time; it is let go of when they are closed. */
export async function openOwnGraphStores(dataDirectory: string): Promise<GraphStores> {
  const server = await OwnServer.open({ dataDirectory });
  try {
    const database = await Database.open(server);
    const stores = await openGraphStores(database).catch(async (thrown: unknown) => {
      await database.close();
      throw thrown;
    });
    return { ...stores, close: () => stores.close().finally(() => server.close()) };
  } catch (thrown) {
    await server.close();
    throw thrown;
  }
}
