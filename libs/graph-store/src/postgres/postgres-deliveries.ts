import { randomUUID } from 'node:crypto';
import type { Build } from '@lexhop/graph-model';
import { type Database, type Sql, statement, type WritingSql } from '@lexhop/postgres';
import { type BuildEnded, Deliveries, type Delivery, type DeliveryState, type TryEnded } from '../deliveries.js';

export const deliveryTables = `
CREATE TABLE delivery (
  id text COLLATE "C" PRIMARY KEY,
  event jsonb NOT NULL,
  ended_at text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL DEFAULT 'due',
  tries int NOT NULL DEFAULT 0,
  due_at text COLLATE "C",
  reason text
);
CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'due';
CREATE INDEX delivery_ended ON delivery (ended_at);
`;

/** Why a delivery failed was a sentence alone. */
export const deliveryReasons = `
ALTER TABLE delivery ALTER COLUMN reason TYPE jsonb
  USING CASE WHEN reason IS NULL THEN NULL ELSE jsonb_build_object('reason', reason) END;
`;

const mostIds = 1_000;
const mostKept = 1_000;
const fields = `id, event, state, tries, due_at AS "dueAt", reason`;
const named = (which: string) => `json_build_object(
  'count', count(*) FILTER (WHERE ${which}),
  'cut', greatest(0, count(*) FILTER (WHERE ${which}) - ${mostIds}),
  'ids', coalesce((array_agg(id ORDER BY id) FILTER (WHERE ${which}))[1:${mostIds}], '{}'))`;

const statements = {
  /** An article of which only a paragraph came or went has changed. */
  articles: statement<[graphId: number, number: number], BuildEnded['articles']>(`
WITH article AS (
  SELECT split_part(n.id, '#', 1) COLLATE "C" AS id,
    bool_or(n.since < $2 AND n.until >= $2) AS was, bool_or(n.since <= $2 AND n.until > $2) AS stays
  FROM node n
  WHERE n.graph_id = $1
    AND n.statute_id IN (SELECT t.statute_id FROM node t WHERE t.graph_id = $1 AND (t.since = $2 OR t.until = $2))
  GROUP BY 1
  HAVING bool_or(n.since = $2 OR n.until = $2)
)
SELECT ${named('NOT was AND stays')} AS added, ${named('was AND stays')} AS changed, ${named('was AND NOT stays')} AS removed
FROM article`),
  add: statement<[id: string, event: string, endedAt: string]>(
    'INSERT INTO delivery (id, event, ended_at, due_at) VALUES ($1, $2::jsonb, $3, $3)',
  ),
  tidy: statement<[kept: number]>(`
DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE state <> 'due' ORDER BY ended_at DESC OFFSET $1)`),
  take: statement<[now: string, heldUntil: string], Delivery>(`
UPDATE delivery SET tries = tries + 1, due_at = $2
WHERE id = (SELECT id FROM delivery WHERE state = 'due' AND due_at <= $1 ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING ${fields}`),
  endTry: statement<[id: string, tries: number, state: DeliveryState, dueAt: string | null, reason: string | null]>(`
UPDATE delivery SET state = $3, due_at = $4, reason = coalesce($5::jsonb, reason)
WHERE id = $1 AND state <> 'delivered' AND ($3 = 'delivered' OR state = 'due' AND tries = $2)`),
  list: statement<[limit: number], Delivery>(`SELECT ${fields} FROM delivery ORDER BY ended_at DESC, id LIMIT $1`),
  counts: statement<[], { state: DeliveryState; count: number }>(
    'SELECT state, count(*)::int AS count FROM delivery GROUP BY state',
  ),
} as const;

const outcomes = { active: 'completed', failed: 'failed', cancelled: 'cancelled' } as const;
const none = { count: 0, cut: 0, ids: [] };

/** Writes down that a build has just ended, in the transaction that ends it. */
export type RecordEnd = (sql: WritingSql, graphId: number, build: Build) => Promise<void>;

/** For books that nobody is told of. */
export const recordNoEnd: RecordEnd = async () => {};

/** For whoever is to be told: with the articles that the build changed, as they are at its end. */
export const recordEnd: RecordEnd = async (sql, graphId, build) => {
  const { graph, number, run, state, failure = null, endedAt = new Date().toISOString() } = build;
  const outcome = outcomes[state as keyof typeof outcomes];
  const articles = outcome === 'completed' ? await changedArticles(sql, graphId, number) : undefined;
  const event: BuildEnded = {
    graph,
    number,
    run,
    outcome,
    failure,
    endedAt,
    articles: articles ?? { added: none, changed: none, removed: none },
  };
  await sql.run(statements.add, [`build_${randomUUID()}`, JSON.stringify(event), endedAt]);
  await sql.run(statements.tidy, [mostKept]);
};

async function changedArticles(sql: Sql, graphId: number, number: number) {
  const [articles] = await sql.rows(statements.articles, [graphId, number]);
  return articles;
}

export class PostgresDeliveries extends Deliveries {
  constructor(private readonly database: Database) {
    super();
  }

  override async take(now: string, heldUntil: string): Promise<Delivery | undefined> {
    const [taken] = await this.database.rows(statements.take, [now, heldUntil]);
    return taken;
  }

  override async endTry({ id, tries }: Pick<Delivery, 'id' | 'tries'>, ended: TryEnded): Promise<void> {
    const dueAt = ended.state === 'due' ? ended.dueAt : null;
    const reason = ended.state === 'delivered' ? null : JSON.stringify(ended.reason);
    await this.database.run(statements.endTry, [id, tries, ended.state, dueAt, reason]);
  }

  override list(limit: number): Promise<readonly Delivery[]> {
    return this.database.rows(statements.list, [limit]);
  }

  override async counts(): Promise<Readonly<Record<DeliveryState, number>>> {
    const counted = await this.database.rows(statements.counts, []);
    const of = (state: DeliveryState) => counted.find((each) => each.state === state)?.count ?? 0;
    return { due: of('due'), delivered: of('delivered'), 'given-up': of('given-up') };
  }
}
