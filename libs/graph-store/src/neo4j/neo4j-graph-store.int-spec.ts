import { afterAll, describe } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { neo4jServer } from '../testing/neo4j-server.js';
import { describePaidCalls } from '../testing/paid-calls.contract.js';
import { describeQuestionBankStore } from '../testing/question-bank-store.contract.js';
import { describeStatuteStore } from '../testing/statute-store.contract.js';
import { openNeo4jGraphStore } from './open-neo4j-graph-store.js';

const server = neo4jServer('the graph store on Neo4j');

describe.skipIf(!server)('with a Neo4j server', () => {
  let opened: Promise<GraphStores> | undefined;
  // The suites get the ports that are there; each of them uses its own.
  const open = () =>
    (opened ??= server
      ? (openNeo4jGraphStore({ ...server, pageSize: 5 }) as Promise<GraphStores>)
      : Promise.reject(new Error('No server.')));

  afterAll(async () => (await opened)?.close());

  describeStatuteStore('Neo4j', open);
  describeQuestionBankStore('Neo4j', open);
  describePaidCalls('Neo4j', open);
});
