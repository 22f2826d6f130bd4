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
import type { EmbeddedDatabase } from './embedded-database.js';

const table = `
CREATE TABLE IF NOT EXISTS public.rate_channel (
  channel text PRIMARY KEY,
  requests_free_at float8 NOT NULL,
  tokens_free_at float8 NOT NULL,
  paused_until float8 NOT NULL
)`;

interface Changed<Result> {
  readonly state: ChannelState;
  readonly result: Result;
}

/** Turns kept in the queue's own database: a process that is killed and started again begins no faster than one that was not. */
export class EmbeddedRateLimiter extends RateLimiter {
  #last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly database: EmbeddedDatabase) {
    super();
  }

  static async on(database: EmbeddedDatabase): Promise<EmbeddedRateLimiter> {
    await database.query(table);
    return new EmbeddedRateLimiter(database);
  }

  override reserve(demand: RateDemand, longestWait: number): Promise<Turn> {
    return this.#change(demand.channel, (before, now) => {
      const { state, turn } = takeTurn(before, demand, { now, longestWait });
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
    return this.#change(channel, (before, now) => ({
      state: pauseChannel(before, now + milliseconds),
      result: undefined,
    }));
  }

  override async pausedFor(channel: string): Promise<number> {
    return Math.max(0, (await this.#read(channel)).pausedUntil - Date.now());
  }

  /** One change after another: no other process has the database, so that reading and writing need no transaction. */
  #change<Result>(channel: string, change: (before: ChannelState, now: number) => Changed<Result>): Promise<Result> {
    const changed = this.#last.then(async () => {
      const before = await this.#read(channel);
      const { state, result } = change(before, Date.now());
      if (state !== before) await this.#write(channel, state);
      return result;
    });
    this.#last = changed.catch(() => {});
    return changed;
  }

  async #read(channel: string): Promise<ChannelState> {
    const { rows } = await this.database.query<ChannelState>(
      `SELECT requests_free_at AS "requestsFreeAt", tokens_free_at AS "tokensFreeAt", paused_until AS "pausedUntil"
       FROM public.rate_channel WHERE channel = $1`,
      [channel],
    );
    return rows[0] ?? freshChannel;
  }

  async #write(channel: string, { requestsFreeAt, tokensFreeAt, pausedUntil }: ChannelState): Promise<void> {
    await this.database.query(
      `INSERT INTO public.rate_channel VALUES ($1, $2, $3, $4) ON CONFLICT (channel) DO UPDATE
       SET (requests_free_at, tokens_free_at, paused_until) =
         (excluded.requests_free_at, excluded.tokens_free_at, excluded.paused_until)`,
      [channel, requestsFreeAt, tokensFreeAt, pausedUntil],
    );
  }
}
