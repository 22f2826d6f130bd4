import { describeGraphStores } from '../graph-stores.contract.js';
import { inMemoryGraphStore } from './in-memory-graph-store.js';

const pageSize = 5;
const stores = inMemoryGraphStore({ pageSize });

describeGraphStores('in memory', async () => stores, pageSize);
