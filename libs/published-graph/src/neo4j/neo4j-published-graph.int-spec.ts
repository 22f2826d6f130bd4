import { describe } from 'vitest';
import { neo4jServer } from '../testing/neo4j-server.js';
import { describePublishedGraph } from '../testing/published-graph.contract.js';

import { Neo4jConnection, statement } from './connection.js';
import { openPublishedGraph } from '../open-published-graph.js';
import type { Neo4jAccess } from './server.js';
import type { OpenedPublishedGraph } from '../testing/publishing-scene.js';

const server = neo4jServer('the published graph on Neo4j');

const seen = (row: string) => `${row}.graph = $graph AND ${row}.since <= $number AND ${row}.until > $number`;
const contents = statement<
  { graph: string; number: number },
  { Nodes: string[]; Questions: string[]; Edges: string[]; loose: number }
>(`
RETURN COLLECT { MATCH (n:Article) WHERE ${seen('n')} RETURN n.id ORDER BY n.id } AS Nodes,
  COLLECT { MATCH (q:PseudoQuery) WHERE ${seen('q')} RETURN q.id ORDER BY q.id } AS Questions,
  COLLECT { MATCH (a)-[e:LEADS_TO|CITES|CONTAINS|NEXT]->(b) WHERE ${seen('e')} AND ${seen('a')} AND ${seen('b')}
    AND a.id = e.source AND b.id = e.target RETURN e.id ORDER BY e.id } AS Edges,
  COUNT { MATCH (q:PseudoQuery) WHERE ${seen('q')}
    AND COUNT { MATCH (n:Article)-[:ANSWERS|RAISES]->(q) WHERE n.id = q.nodeId AND ${seen('n')} } <> 1 } AS loose`);

const embedded = statement<{ graph: string }, { count: number }>(`
MATCH (n:Article|PseudoQuery {graph: $graph}) WHERE any(key IN keys(n) WHERE key STARTS WITH 'embedding_')
RETURN count(n) AS count`);

async function open(access: Neo4jAccess): Promise<OpenedPublishedGraph> {
  const [published, connection] = await Promise.all([openPublishedGraph(access), Neo4jConnection.open(access)]);
  return {
    published,
    idsOf: async ({ graph, number }) => {
      const [found] = await connection.rows(contents, { graph, number });
      if (!found || found.loose > 0) throw new Error(`${found?.loose} questions do not hang on one article.`);
      const { loose: _loose, ...ids } = found;
      return ids;
    },
    embeddedOf: async (graph) => (await connection.rows(embedded, { graph }))[0]?.count ?? 0,
    reopened: (vectors) => open({ ...access, vectors }),
  };
}

describe.skipIf(!server)('with a Neo4j server', () => {
  describePublishedGraph(
    'on Neo4j',
    async () => {
      if (!server) throw new Error('No server.');
      return open(server);
    },
    4,
  );
});
