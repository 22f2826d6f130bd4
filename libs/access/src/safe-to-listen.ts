import { isIP } from 'node:net';
import { SettingError } from '@lexhop/foundation';

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
