import { isIP } from 'node:net';
import { codeOf, LexHopError, SettingError } from '@lexhop/foundation';

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Refuses to listen where others can reach it without keys; names the variable that holds the address. */
export function assertSafeToListen(variable: string, host: string, keyCount: number): void {
  if (isLoopback(host) || keyCount > 0) return;
  throw new SettingError(
    variable,
    host,
    'an address that others can reach needs LEXHOP_API_KEYS, or a key in the books; without keys use 127.0.0.1',
  );
}

/** Another program listens at the address of a server. */
class AddressTakenError extends LexHopError {
  override readonly name = 'AddressTakenError';
  override readonly code = 'address-taken';
  override readonly retryable = true;
  override readonly hint: string;

  constructor(
    readonly variable: string,
    readonly port: number,
    cause: unknown,
  ) {
    super(`Port ${port} is taken: another program on this machine listens there.`, { cause });
    this.hint = `End that one, or set ${variable} to another port (0 takes a free one).`;
  }
}

/** Throws what listening failed with; a port that is taken as an AddressTakenError, which names the variable that sets it. */
export function asListenError(variable: string, port: number): (thrown: unknown) => never {
  return (thrown) => {
    throw codeOf(thrown) === 'EADDRINUSE' ? new AddressTakenError(variable, port, thrown) : thrown;
  };
}
