import { isIP } from 'node:net';
import { asError, type Clock, type Logger, SettingError } from '@lexhop/foundation';
import type { AccessBooks } from './access-books.js';
import { type ApiKey, findApiKey } from './api-keys.js';
import { PageSessions } from './page-sessions.js';

/** Milliseconds for which keys read from the books are trusted, so that not every request asks the books. */
const freshMilliseconds = 1_000;
/** The precision, in milliseconds, of when a key was last used. */
const useMilliseconds = 60_000;

export interface KeyRingParts {
  /** Those of LEXHOP_API_KEYS. */
  readonly ofEnvironment: readonly ApiKey[];
  readonly books: Pick<AccessBooks, 'keys' | 'markUsed'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The keys that are admitted: those of the environment, and those of the books. Every process sees a change in the books within a second. */
export class KeyRing {
  #ofBooks: readonly ApiKey[] | undefined;
  #readAt = -Infinity;
  #reading: Promise<void> | undefined;
  readonly #usedAt = new Map<string, number>();
  /** Sessions of pages that a browser opens by itself. Each is valid only as long as its key is admitted. */
  readonly sessions: PageSessions;

  constructor(private readonly parts: KeyRingParts) {
    this.sessions = new PageSessions(parts.clock);
  }

  /** The keys of LEXHOP_API_KEYS; only a restart removes them. */
  get ofSettings(): readonly ApiKey[] {
    return this.parts.ofEnvironment;
  }

  /** Whether everybody may do everything at an address: there are no keys, and only this machine can reach it. Other addresses are never open, even if the last key is removed. */
  async isOpenAt(host: string): Promise<boolean> {
    return isLoopback(host) && (await this.keys()).length === 0;
  }

  /** All keys. While the books are away, those that were last read from them. */
  async keys(): Promise<readonly ApiKey[]> {
    if (this.#now() - this.#readAt >= freshMilliseconds) await (this.#reading ??= this.#read());
    return [...this.parts.ofEnvironment, ...(this.#ofBooks ?? [])];
  }

  /** The known key that was presented; undefined for one that is not admitted. Records its use in the books. */
  async find(presented: string | undefined): Promise<ApiKey | undefined> {
    return this.#used(findApiKey(await this.keys(), presented));
  }

  /** The key that a page's session was opened with; undefined once the session is over, or the key is no longer admitted. */
  async findOfSession(id: string | undefined): Promise<ApiKey | undefined> {
    const digest = id === undefined ? undefined : this.sessions.digestOf(id);
    if (digest === undefined) return undefined;
    return this.#used((await this.keys()).find((key) => key.digest === digest));
  }

  /** Call this after a change of keys: the next request then asks the books. */
  forget(): void {
    this.#readAt = -Infinity;
  }

  async #read(): Promise<void> {
    try {
      this.#ofBooks = await this.parts.books.keys();
      this.#readAt = this.#now();
    } catch (thrown) {
      // Books that were never read may ask for keys: nobody comes in without one meanwhile.
      if (this.#ofBooks === undefined && this.parts.ofEnvironment.length === 0) throw thrown;
      this.#readAt = this.#now();
      this.parts.logger.warn(`The keys could not be read anew: ${asError(thrown).message}`);
    } finally {
      this.#reading = undefined;
    }
  }

  #used(key: ApiKey | undefined): ApiKey | undefined {
    if (key && this.#ofBooks?.includes(key)) this.#markUsed(key);
    return key;
  }

  #markUsed({ digest }: ApiKey): void {
    const now = this.#now();
    if (now - (this.#usedAt.get(digest) ?? -Infinity) < useMilliseconds) return;
    this.#usedAt.set(digest, now);
    this.parts.books.markUsed(digest, new Date(now).toISOString()).catch((thrown: unknown) => {
      this.parts.logger.warn(`The use of a key could not be kept: ${asError(thrown).message}`);
    });
  }

  #now(): number {
    return this.parts.clock.now().getTime();
  }
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Throws where a server without keys would listen on an address that others can reach. The error names the variable that holds the address. */
export function assertSafeToListen(variable: string, host: string, keyCount: number): void {
  if (isLoopback(host) || keyCount > 0) return;
  throw new SettingError(
    variable,
    host,
    'an address that others can reach needs LEXHOP_API_KEYS, or a key in the books; without keys use 127.0.0.1',
  );
}
