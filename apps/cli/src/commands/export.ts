import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asUnwritable } from '../client/file-unwritable-error.js';
import { unlessReaderLeft } from '../terminal/output.js';
import { type CommandContext, withConnection } from './command-context.js';

export interface ExportOptions {
  readonly graph: string;
  readonly what: 'questions' | 'export';
  readonly file?: string;
  /** Where it goes without a file. */
  readonly stdout?: Writable;
}

/**
 * `lexhop questions export [FILE]`, `lexhop graph export [FILE]`: to a file, else to standard output, until its reader has
 * left. Throws a FileUnwritableError; a file is not touched before the server has something for it.
 */
export function exportCommand(
  context: CommandContext,
  { graph, what, file, stdout = process.stdout }: ExportOptions,
): Promise<void> {
  return withConnection(context, async ({ client }) => {
    const lines = await client.stream(`/graphs/${graph}/${what}`);
    if (file === undefined) await pipeline(lines, stdout, { end: false }).catch(unlessReaderLeft);
    else await pipeline(lines, createWriteStream(file)).catch(asUnwritable(file));
  });
}
