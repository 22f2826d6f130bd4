import { afterAll, describe } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { describeGraphStores } from '../testing/graph-stores.contract.js';
import { neo4jServer } from '../testing/neo4j-server.js';
import { openNeo4jGraphStore } from './open-neo4j-graph-store.js';

const server = neo4jServer('the graph store on Neo4j');
const pageSize = 5;

describe.skipIf(!server)('with a Neo4j server', () => {
  let opened: Promise<GraphStores> | undefined;
  const open = () =>
    (opened ??= server ? openNeo4jGraphStore({ ...server, pageSize }) : Promise.reject(new Error('No server.')));

  afterAll(async () => (await opened)?.close());

  describeGraphStores('Neo4j', open, pageSize);
});
