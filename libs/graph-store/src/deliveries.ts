import { randomUUID } from 'node:crypto';
import type { Reason } from '@lexhop/foundation';
import type { Build, BuildRun } from '@lexhop/graph-model';
import { type Database, type Sql, statement } from '@lexhop/postgres';
import { now } from './postgres/build-rows.js';
import type { At } from './postgres/versioned-rows.js';

/** Articles by id, at most 1,000 of them; `count` says how many there are, and `cut` how many of these are not named. */
export interface NamedArticles {
  readonly count: number;
  readonly cut: number;
  readonly ids: readonly string[];
}

/** The event that a run of a build ended, and which articles of the graph it changed: none, unless the build was completed. */
export interface BuildEnded extends BuildRun {
  readonly outcome: 'completed' | 'failed' | 'cancelled';
  /** Why it failed, in a sentence; null unless it has. */
  readonly failure: string | null;
  /** ISO date-time. */
  readonly endedAt: string;
  readonly articles: {
    readonly added: NamedArticles;
    readonly changed: NamedArticles;
    readonly removed: NamedArticles;
  };
}

/** `due` until the receiver took it, or until it is given up. */
type DeliveryState = 'due' | 'delivered' | 'given-up';

/** A message for the receiver, and its state. */
export interface Delivery {
  /** Stays the same however often it is sent. */
  readonly id: string;
  readonly event: BuildEnded;
  readonly state: DeliveryState;
  /** How often it was sent, or begun to be. */
  readonly tries: number;
  /** When it is sent again at the latest, as an ISO date-time; null once it is not due any more. */
  readonly dueAt: string | null;
  /** Why the last try that failed did; null where none has. */
  readonly reason: Reason | null;
}

/** How a try of a delivery ended. ISO date-times. */
export type TryEnded =
  | { readonly state: 'delivered' }
  | { readonly state: 'due'; readonly dueAt: string; readonly reason: Reason }
  | { readonly state: 'given-up'; readonly reason: Reason };

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

/** The reason of a failed delivery was text; now it is an object with a code. */
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
  articles: statement<At, BuildEnded['articles']>(`
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
export type RecordEnd = (sql: Sql, at: At, build: Build) => Promise<void>;

/** For books whose builds nobody is told of. */
export const recordNoEnd: RecordEnd = async () => {};

/** Writes a delivery with the articles that the build changed, as they are at its end. */
export const recordEnd: RecordEnd = async (sql, at, build) => {
  const { graph, number, run, state, failure = null, endedAt = now() } = build;
  const outcome = outcomes[state as keyof typeof outcomes];
  const [articles] = outcome === 'completed' ? await sql.rows(statements.articles, at) : [];
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

/**
 * The messages that builds have ended. Where the books are opened with webhooks on, each is written in the transaction that ends its build, so none is
 * lost. Of messages that are no longer due, the newest 1,000 are kept.
 */
export class Deliveries {
  constructor(private readonly database: Database) {}

  /** Takes the message that has been due longest, for one try; no other process gets it before `heldUntil`. Undefined where none is due at `now`. */
  async take(now: string, heldUntil: string): Promise<Delivery | undefined> {
    const [taken] = await this.database.rows(statements.take, [now, heldUntil]);
    return taken;
  }

  /** Records how a try ended. Where a later try of the same message has begun, only a success still counts. */
  async endTry({ id, tries }: Pick<Delivery, 'id' | 'tries'>, ended: TryEnded): Promise<void> {
    const dueAt = ended.state === 'due' ? ended.dueAt : null;
    const reason = ended.state === 'delivered' ? null : JSON.stringify(ended.reason);
    await this.database.run(statements.endTry, [id, tries, ended.state, dueAt, reason]);
  }

  /** Newest first. */
  list(limit: number): Promise<readonly Delivery[]> {
    return this.database.rows(statements.list, [limit]);
  }

  /** How many are kept in each state. */
  async counts(): Promise<Readonly<Record<DeliveryState, number>>> {
    const counted = await this.database.rows(statements.counts, []);
    const of = (state: DeliveryState) => counted.find((each) => each.state === state)?.count ?? 0;
    return { due: of('due'), delivered: of('delivered'), 'given-up': of('given-up') };
  }
}
