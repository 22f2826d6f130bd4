import { LexHopError } from '@lexhop/foundation';

/** Nobody answers at the server's address, or what it was saying broke off. */
export class ServerUnreachableError extends LexHopError {
  override readonly name = 'ServerUnreachableError';
  override readonly code = 'server-unreachable';
  override readonly retryable = true;
  override readonly hint: string | undefined;

  constructor(
    readonly url: string,
    { hint, ...options }: ErrorOptions & { readonly hint?: string } = {},
  ) {
    super(`No LexHop server answers at ${url}.`, options);
    this.hint = hint;
  }
}
