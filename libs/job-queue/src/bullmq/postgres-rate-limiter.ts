import { type Database, type Sql, statement } from '@lexhop/postgres';
import {
  type ChannelState,
  freshChannel,
  pauseChannel,
  type RateDemand,
  RateLimiter,
  settleTurn,
  takeTurn,
  type Turn,
} from '@lexhop/rate-limit';

/** Points in time are milliseconds by the database's clock. */
const table = `
CREATE TABLE IF NOT EXISTS public.rate_channel (
  channel text PRIMARY KEY,
  requests_free_at float8 NOT NULL,
  tokens_free_at float8 NOT NULL,
  paused_until float8 NOT NULL
)`;

type State = ChannelState & { readonly now: number };

const columns = `requests_free_at AS "requestsFreeAt", tokens_free_at AS "tokensFreeAt", paused_until AS "pausedUntil",
  extract(epoch FROM clock_timestamp())::float8 * 1000 AS now`;
const make = statement<readonly [channel: string, ...points: number[]]>(
  'INSERT INTO public.rate_channel VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
);
const lock = statement<readonly [channel: string], State>(
  `SELECT ${columns} FROM public.rate_channel WHERE channel = $1 FOR UPDATE`,
);
const read = statement<readonly [channel: string], State>(
  `SELECT ${columns} FROM public.rate_channel WHERE channel = $1`,
);
const write = statement<readonly [channel: string, ...points: number[]]>(
  'UPDATE public.rate_channel SET (requests_free_at, tokens_free_at, paused_until) = ($2, $3, $4) WHERE channel = $1',
);

/** Keeps turns in Postgres, shared by every process that uses it. A process that is killed and started again gets no turn sooner for that. */
export class PostgresRateLimiter extends RateLimiter {
  private constructor(private readonly database: Database) {
    super();
  }

  static async on(database: Database): Promise<PostgresRateLimiter> {
    await database.run(table);
    return new PostgresRateLimiter(database);
  }

  override async reserve(demand: RateDemand, longestWait: number): Promise<Turn> {
    const { turn } = await this.#change(demand.channel, (before) =>
      takeTurn(before, demand, { now: before.now, longestWait }),
    );
    return turn;
  }

  override async settle(demand: RateDemand, usedTokens: number): Promise<void> {
    await this.#change(demand.channel, (before) => ({ state: settleTurn(before, demand, usedTokens) }));
  }

  override async pause(channel: string, milliseconds: number): Promise<void> {
    await this.#change(channel, (before) => ({ state: pauseChannel(before, before.now + milliseconds) }));
  }

  override async pausedFor(channel: string): Promise<number> {
    const [state] = await this.database.rows(read, [channel]);
    return state ? Math.max(0, state.pausedUntil - state.now) : 0;
  }

  /** Whoever changes a channel holds its row, so that changes come one after another. */
  #change<Changed extends { readonly state: ChannelState }>(
    channel: string,
    change: (before: State) => Changed,
  ): Promise<Changed> {
    return this.database.transaction(async (sql) => {
      const before = await lockedState(sql, channel);
      const changed = change(before);
      if (changed.state !== before) await sql.run(write, [channel, ...pointsOf(changed.state)]);
      return changed;
    });
  }
}

async function lockedState(sql: Sql, channel: string): Promise<State> {
  const [known] = await sql.rows(lock, [channel]);
  if (known) return known;
  await sql.run(make, [channel, ...pointsOf(freshChannel)]);
  return lockedState(sql, channel);
}

function pointsOf({ requestsFreeAt, tokensFreeAt, pausedUntil }: ChannelState): readonly [number, number, number] {
  return [requestsFreeAt, tokensFreeAt, pausedUntil];
}
