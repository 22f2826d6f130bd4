import { LexHopError } from '@lexhop/foundation';

/** The server that a command began could not start. */
export class ServerStartError extends LexHopError {
  override readonly name = 'ServerStartError';
  override readonly code = 'server-start';

  constructor(readonly reason: string) {
    super(`The LexHop server could not start: ${reason}`);
  }
}
