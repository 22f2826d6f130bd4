/** A `Retry-After` header in milliseconds: seconds, or a date. Undefined when there is none that can be read. */
export function retryAfterMilliseconds(header: string | null | undefined, now = Date.now()): number | undefined {
  if (!header) return undefined;
  if (/^\d+$/u.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
