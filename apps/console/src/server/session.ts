import { Observed } from './observed.js';

const place = 'lexhop-api-key';

/** The key that requests carry, if any, and whether the server asked for one (or for another). */
export interface Session {
  readonly key: string | undefined;
  readonly asked: boolean;
}

/** Kept for this tab only: session storage holds the key and nothing else is stored anywhere. */
export const session = new Observed<Session>({ key: sessionStorage.getItem(place) ?? undefined, asked: false });

export function signIn(key: string): void {
  sessionStorage.setItem(place, key);
  session.set({ key, asked: false });
}

export function signOut(): void {
  sessionStorage.removeItem(place);
  session.set({ key: undefined, asked: true });
}

/** The server answered 401 to a request that carried `key`; a key entered meanwhile is left alone. */
export function askForKey(key: string | undefined): void {
  if (session.get().key === key) session.set({ key, asked: true });
}
