import { integerSetting, LoopTurns } from '@lexhop/foundation';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { BusyError, TooManyRequestsError } from './errors.js';
import { refuse } from './problem.filter.js';

/** The settings for what a server takes. */
export const boundSettings = z.object({
  LEXHOP_UPLOAD_LIMIT_MB: integerSetting(1, 4096)
    .default(128)
    .describe(
      'Largest file of statutes or of questions that may be uploaded, in MiB. Graphs and backups may be larger.',
    ),
  LEXHOP_RATE_PER_KEY: integerSetting(1, 1_000_000)
    .optional()
    .describe(
      'The most requests a minute that a process takes from one key, or, where no key is asked for, from one address. Not bounded unless set.',
    ),
  LEXHOP_RETRIEVALS_AT_ONCE: integerSetting(1, 10_000)
    .default(64)
    .describe('The most queries that a process answers at a time. More are refused with 503 and Retry-After.'),
});

/** Bounds how many pieces of work run at a time in this process. More are refused at once, so that nobody waits for long. */
export class ConcurrencyLimit {
  #underWay = 0;
  /** Each piece of work starts in its own turn of the event loop. So requests that arrive while another holds the loop are counted, too. */
  readonly #turns = new LoopTurns();

  constructor(private readonly most: number) {}

  /** Does the work. Rejects at once with a BusyError where `most` pieces of work run or wait for their turn; else as the work does. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#underWay >= this.most) throw new BusyError(this.most);
    this.#underWay += 1;
    try {
      await this.#turns.next();
      return await work();
    } finally {
      this.#underWay -= 1;
    }
  }
}

const minute = 60_000;
/** The most callers that are remembered. Beyond that, the one that was away longest is forgotten. */
const mostCallers = 10_000;

/** A token bucket for each caller: it holds one minute's requests and refills evenly. */
export class RateBound {
  readonly #callers = new Map<string, { left: number; at: number }>();

  constructor(private readonly perMinute: number) {}

  /** Takes one request of a caller at `now` (milliseconds). Gives undefined where it may be made, else the whole seconds until the next one may. */
  take(caller: string, now: number): number | undefined {
    const before = this.#callers.get(caller);
    const refilled = before ? before.left + ((now - before.at) * this.perMinute) / minute : this.perMinute;
    const left = Math.min(this.perMinute, refilled);
    this.#callers.delete(caller);
    this.#callers.set(caller, { left: left < 1 ? left : left - 1, at: now });
    const [oldest] = this.#callers.keys();
    if (this.#callers.size > mostCallers && oldest !== undefined) this.#callers.delete(oldest);
    return left < 1 ? Math.ceil(((1 - left) * minute) / this.perMinute / 1000) : undefined;
  }
}

/**
 * Bounds the requests a minute of each key in this process, or of each IP address where no key is asked for; refuses more with 429. `/health/*` is
 * never refused. Call it after `admitByKey`, whose hook must run first.
 */
export function boundRate(server: FastifyInstance, perMinute: number | undefined): void {
  if (perMinute === undefined) return;
  const bound = new RateBound(perMinute);
  server.addHook('onRequest', async ({ apiKey, ip, routeOptions: { url } }, reply) => {
    if (url?.startsWith('/health/')) return undefined;
    const seconds = bound.take(apiKey ? `key ${apiKey.name}` : ip, performance.now());
    return seconds === undefined ? undefined : refuse(reply, new TooManyRequestsError(perMinute, seconds));
  });
}
