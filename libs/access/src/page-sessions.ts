import { randomBytes } from 'node:crypto';
import type { Clock } from '@lexhop/foundation';
import type { ApiKey } from './api-keys.js';

/** A working day. */
export const sessionSeconds = 8 * 60 * 60;
/** Far more than there are people with keys. Beyond that, the oldest session ends. */
const mostSessions = 1_000;

interface PageSession {
  /** SHA-256 of the key that it was opened with, in hex. */
  readonly digest: string;
  readonly until: number;
}

/**
 * Sessions of pages that a browser opens by itself, and for which it can't send a key as a header. For 8 hours a random id stands for the key
 * that the session was opened with. Only this process knows the sessions.
 */
export class PageSessions {
  /** By id, oldest first. */
  readonly #sessions = new Map<string, PageSession>();

  constructor(private readonly clock: Clock) {}

  /** Returns the id: 256 random bits, in 43 characters of base64url. */
  open({ digest }: ApiKey): string {
    const [oldest] = this.#sessions.keys();
    if (oldest !== undefined && this.#sessions.size >= mostSessions) this.#sessions.delete(oldest);
    const id = randomBytes(32).toString('base64url');
    this.#sessions.set(id, { digest, until: this.#now() + sessionSeconds * 1000 });
    return id;
  }

  /** SHA-256 of the key that a session was opened with, in hex; undefined for one that was never opened, ended or is over. */
  digestOf(id: string): string | undefined {
    const session = this.#sessions.get(id);
    if (session === undefined || this.#now() < session.until) return session?.digest;
    this.#sessions.delete(id);
    return undefined;
  }

  /** Ends every session that was opened with a key. */
  endOf({ digest }: ApiKey): void {
    for (const [id, session] of this.#sessions) if (session.digest === digest) this.#sessions.delete(id);
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
