import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import neo4j, { type Driver } from 'neo4j-driver';
import { formOf, statutesFile } from '../../support/graphs.js';
import { TestServer } from '../../support/server.js';

const preload = resolve('test/e2e/support/disturb-publishing.mjs');
const { NEO4J_URI = '', NEO4J_USER = 'neo4j', NEO4J_PASSWORD = '' } = process.env;

/** Who is ended at which transaction, counted from the server's start, in which a graph is published. */
export interface Disturbance {
  readonly graph: string;
  readonly transaction: number;
  readonly when: 'before its commit' | 'after its commit';
  readonly victim: 'process' | 'neo4j';
}

/** A server on a Postgres of its own, in the data directory, that publishes into Neo4j. */
export function startPublishing(directory: string, disturbance?: Disturbance): Promise<TestServer> {
  return TestServer.start(directory, {
    NEO4J_URI,
    NEO4J_USER,
    NEO4J_PASSWORD,
    LEXHOP_SWEEP_SECONDS: '1',
    ...(disturbance && {
      NODE_OPTIONS: `--import=${preload}`,
      LEXHOP_TEST_DISTURB: JSON.stringify(disturbance),
    }),
  });
}

/** The sample statutes with the first article of each in another wording; the same edition is the same text. */
export function editionForm(edition: number): Promise<FormData> {
  const file = JSON.parse(readFileSync(statutesFile, 'utf8')) as {
    readonly Laws: readonly { readonly LawArticles: { ArticleContent: string }[] }[];
  };
  for (const { LawArticles } of file.Laws) {
    const [first] = LawArticles;
    if (first && edition > 0) first.ArticleContent += `（第${edition}次修正。）`;
  }
  return formOf({ name: `edition-${edition}.json`, text: JSON.stringify(file) });
}

/** What Neo4j holds of graphs, seen by the way of Neo4j Browser. */
export class SeenInNeo4j {
  readonly #driver: Driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD), {
    disableLosslessIntegers: true,
  });

  /** A digest of every node and relationship of a graph with its labels and properties, intervals and vectors among them, but for its name and points in time. */
  async digestOf(graph: string): Promise<string> {
    const nodes = await this.#rows(
      'MATCH (n) WHERE n.graph = $graph OR n:Graph AND n.key = $graph RETURN labels(n) AS is, properties(n) AS has',
      graph,
    );
    const ties = await this.#rows(
      `MATCH (a)-[r]->(b) WHERE a.graph = $graph OR a:Graph AND a.key = $graph
       RETURN type(r) AS is, properties(r) AS has, a.key AS source, b.key AS target`,
      graph,
    );
    const lines = [...nodes, ...ties].map((row) => JSON.stringify(row, withoutTimes).replaceAll(graph, 'graph'));
    return `${lines.length} rows ${createHash('sha256').update(lines.toSorted().join('\n')).digest('hex')}`;
  }

  /** Numbers of the builds that are held; the one that ACTIVE leads to. */
  async buildsOf(graph: string): Promise<{ readonly active: unknown; readonly held: readonly unknown[] }> {
    const held = await this.#rows('MATCH (b:Build {graph: $graph}) RETURN b.number AS number ORDER BY number', graph);
    const active = await this.#rows('MATCH (:Graph {key: $graph})-[:ACTIVE]->(b) RETURN b.number AS number', graph);
    return { active: active[0]?.['number'], held: held.map(({ number }) => number) };
  }

  close(): Promise<void> {
    return this.#driver.close();
  }

  async #rows(query: string, graph: string): Promise<readonly Record<string, unknown>[]> {
    const { records } = await this.#driver.executeQuery(query, { graph });
    return records.map((record) => record.toObject());
  }
}

const times: ReadonlySet<string> = new Set(['createdAt', 'publishedAt']);

/** Maps come in any order of their keys. */
function withoutTimes(name: string, value: unknown): unknown {
  if (times.has(name)) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
