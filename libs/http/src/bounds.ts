import { LoopTurns } from '@lexhop/foundation';
import type { FastifyInstance } from 'fastify';
import { BusyError, TooManyRequestsError } from './errors.js';
import { refuse } from './problem.filter.js';

/** Bounds how much of one kind of work is under way in this process: what comes beyond is refused at once, and so nobody waits for long. */
export class AtOnce {
  #underWay = 0;
  /** Work that holds the event loop hides no requests that come meanwhile, which would wait uncounted. */
  readonly #turns = new LoopTurns();

  constructor(private readonly most: number) {}

  /** Rejects at once with a BusyError where the most are under way or wait for their turn; else as the work does. */
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
/** So many callers are told apart; of more, those that were away longest are forgotten. */
const mostCallers = 10_000;

/** How many requests a caller may begin now, refilled evenly: a token bucket of one minute's worth. */
export class RateBound {
  readonly #callers = new Map<string, { left: number; at: number }>();

  constructor(private readonly perMinute: number) {}

  /** Takes one request of a caller at a time in milliseconds; else says after how many seconds there is one. */
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

/** Bounds the requests of each key in this process, or of each address where no key is asked for; health is always told. To be called after keys were looked at. */
export function boundRate(server: FastifyInstance, perMinute: number | undefined): void {
  if (perMinute === undefined) return;
  const bound = new RateBound(perMinute);
  server.addHook('onRequest', async ({ apiKey, ip, routeOptions: { url } }, reply) => {
    if (url?.startsWith('/health/')) return undefined;
    const seconds = bound.take(apiKey ? `key ${apiKey.name}` : ip, performance.now());
    return seconds === undefined ? undefined : refuse(reply, new TooManyRequestsError(perMinute, seconds));
  });
}
