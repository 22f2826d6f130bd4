import type { CliSettings } from '../settings.js';
import type { Output } from '../terminal/output.js';
import { connect, type Connection, type ServerOptions } from '../client/connect.js';

/** What every command works with. */
export interface CommandContext {
  readonly settings: CliSettings;
  readonly output: Output;
}

/** Connects, works, and lets go, whatever happens. */
export async function withConnection<Result>(
  { settings }: CommandContext,
  work: (connection: Connection) => Promise<Result>,
  options: ServerOptions = {},
): Promise<Result> {
  const connection = await connect(settings, options);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** Options that many commands share, as commander gives them. */
export interface GraphOptions {
  readonly graph: string;
  readonly json?: boolean;
}
