import { once } from 'node:events';
import { createServer } from 'node:net';
import { codeOf, LexHopError } from '@lexhop/foundation';

/** Another program listens at the address of a server. */
class AddressTakenError extends LexHopError {
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

/** Gives a function that throws the error with which listening failed. Where the port is taken, that is an AddressTakenError, which names the variable that sets the port. */
export function asListenError(variable: string, port: number): (thrown: unknown) => never {
  return (thrown) => {
    throw codeOf(thrown) === 'EADDRINUSE' ? new AddressTakenError(variable, port, thrown) : thrown;
  };
}

/** Throws an AddressTakenError where another program has the port. Call it before anything is opened for a server that could not listen. */
export async function assertPortFree(variable: string, host: string, port: number): Promise<void> {
  if (port === 0) return;
  const trial = createServer().listen(port, host);
  await once(trial, 'listening').catch(asListenError(variable, port));
  trial.close();
  await once(trial, 'close');
}
