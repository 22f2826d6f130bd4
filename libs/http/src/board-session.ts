import { sessionSeconds } from '@lexhop/access';

/** Where the board of the queues lies. */
export const boardPath = '/admin/queues';

const cookie = 'lexhop-board';

/**
 * The Set-Cookie header of a session on the board: sent to the board alone, by pages of this server alone, and shown to no script.
 * Whether by TLS only is told by the address of the page that asks for it, since TLS may end in front of this process.
 */
export function boardCookie(session: string, origin: string | undefined): string {
  return cookieOf(session, sessionSeconds, origin?.startsWith('https:') ?? false);
}

/** The Set-Cookie header that takes it back. */
export function noBoardCookie(): string {
  return cookieOf('', 0, false);
}

function cookieOf(value: string, seconds: number, isSecure: boolean): string {
  const parts = [`${cookie}=${value}`, `Path=${boardPath}`, `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Strict'];
  return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ');
}

/** The id of a session, out of a Cookie header; undefined where there is none. */
export function boardSessionOf(cookies: string | undefined): string | undefined {
  const named = cookies?.split(';').map((pair) => pair.trim().split('=', 2));
  return named?.find(([name]) => name === cookie)?.[1];
}
