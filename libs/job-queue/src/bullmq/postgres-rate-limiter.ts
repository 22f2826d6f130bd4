import { type Database, statement, type WritingSql } from '@lexhop/postgres';
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

/** Points in time are in milliseconds by the database's clock. */
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

interface Changed<Result> {
  readonly state: ChannelState;
  readonly result: Result;
}

/** Turns kept in Postgres, shared by every process on it. A process that is killed and started again gets no turn sooner for that. */
export class PostgresRateLimiter extends RateLimiter {
  private constructor(private readonly database: Database) {
    super();
  }

  static async on(database: Database): Promise<PostgresRateLimiter> {
    await database.run(table);
    return new PostgresRateLimiter(database);
  }

  override reserve(demand: RateDemand, longestWait: number): Promise<Turn> {
    return this.#change(demand.channel, (before) => {
      const { state, turn } = takeTurn(before, demand, { now: before.now, longestWait });
      return { state, result: turn };
    });
  }

  override settle(demand: RateDemand, usedTokens: number): Promise<void> {
    return this.#change(demand.channel, (before) => ({
      state: settleTurn(before, demand, usedTokens),
      result: undefined,
    }));
  }

  override pause(channel: string, milliseconds: number): Promise<void> {
    return this.#change(channel, (before) => ({
      state: pauseChannel(before, before.now + milliseconds),
      result: undefined,
    }));
  }

  override async pausedFor(channel: string): Promise<number> {
    const [state] = await this.database.rows(read, [channel]);
    return state ? Math.max(0, state.pausedUntil - state.now) : 0;
  }

  /** Whoever changes a channel holds its row, so that changes come one after another. */
  #change<Result>(channel: string, change: (before: State) => Changed<Result>): Promise<Result> {
    return this.database.transaction(async (sql) => {
      const before = await lockedState(sql, channel);
      const { state, result } = change(before);
      if (state !== before) await sql.run(write, [channel, ...pointsOf(state)]);
      return result;
    });
  }
}

async function lockedState(sql: WritingSql, channel: string): Promise<State> {
  const [known] = await sql.rows(lock, [channel]);
  if (known) return known;
  await sql.run(make, [channel, ...pointsOf(freshChannel)]);
  return lockedState(sql, channel);
}

function pointsOf({ requestsFreeAt, tokensFreeAt, pausedUntil }: ChannelState): readonly [number, number, number] {
  return [requestsFreeAt, tokensFreeAt, pausedUntil];
}
