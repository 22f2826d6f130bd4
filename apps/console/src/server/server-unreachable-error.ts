/** No answer came: the server is stopped, starting, or the network is away. */
export class ServerUnreachableError extends Error {
  override readonly name = 'ServerUnreachableError';

  constructor(cause?: unknown) {
    super('The server does not answer.', { cause });
  }
}
