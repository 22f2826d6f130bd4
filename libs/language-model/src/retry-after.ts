/** Milliseconds named by a Retry-After header (seconds or an HTTP date), 0 for a time that is over; undefined where it names none. */
export function retryAfterMilliseconds(header: string | null, now: Date): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now.getTime());
}
