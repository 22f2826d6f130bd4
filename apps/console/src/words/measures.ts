const kibi = 1024;
const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `2.3 GiB` */
export function bytes(count: number, language: string): string {
  const power = count < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log(count) / Math.log(kibi)));
  const value = count / kibi ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  return `${value.toLocaleString(language, { maximumFractionDigits: digits })} ${byteUnits[power]}`;
}

/** `0:42`, `12:05`, `3:07:10`: hours, minutes and seconds. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** `$0.0031`: four digits below a dollar, two above. */
export function dollars(usd: number, language: string): string {
  const digits = usd > 0 && usd < 1 ? 4 : 2;
  const style = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;
  return usd.toLocaleString(language, { ...style, minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `2026-11-27 17:03`, in the reader's time zone. */
export function moment(iso: string, language: string): string {
  return new Date(iso).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
}

/** `87.5%` of a share from 0 to 1. */
export function percent(share: number, language: string): string {
  return share.toLocaleString(language, { style: 'percent', maximumFractionDigits: 1 });
}
