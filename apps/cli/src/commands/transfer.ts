import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { answerOf, chunksOf, formWith } from '@lexhop/client';
import type { GraphOptions } from '../command.js';
import type { Connection } from '../connect.js';
import { asUnwritable } from '../errors.js';
import { blobOf, uploadFile } from '../files.js';
import { buildReport } from '../terminal/build-report.js';
import { unlessReaderLeft } from '../terminal/output.js';

/** `lexhop questions export [FILE]` */
export function exportQuestionsCommand(connection: Connection, file: string | undefined, { graph }: GraphOptions) {
  return exportInto(connection, file, { graph, what: 'questions' });
}

/** `lexhop graph export [FILE]` */
export function exportGraphCommand(connection: Connection, file: string | undefined, { graph }: GraphOptions) {
  return exportInto(connection, file, { graph, what: 'export' });
}

interface Exported {
  readonly graph: string;
  readonly what: 'questions' | 'export';
  /** Where it goes without a file. */
  readonly stdout?: Writable;
}

/**
 * Writes what a graph has to a file, else to standard output until its reader has left. Throws a FileUnwritableError; a
 * file is not touched before the server has something for it.
 */
export async function exportInto(
  { client }: Connection,
  file: string | undefined,
  { graph, what, stdout = process.stdout }: Exported,
): Promise<void> {
  const request = { params: { path: { graph } }, parseAs: 'stream' } as const;
  const lines = await chunksOf(client, client.rest.GET(`/api/v1/graphs/{graph}/${what}`, request));
  if (file === undefined) await pipeline(lines, stdout, { end: false }).catch(unlessReaderLeft);
  else await pipeline(lines, createWriteStream(file)).catch(asUnwritable(file));
}

/** `lexhop graph import FILE`: makes an exported build the active one. */
export async function importGraphCommand(
  { client, output }: Connection,
  file: string,
  { graph }: GraphOptions,
): Promise<void> {
  const build = await uploadFile(client, '/api/v1/graphs/{graph}/import', { graph, file });
  output.answer(build, buildReport(build));
}

/**
 * `lexhop backup FILE`: all of the books as they are now, into one file that only its owner may read. An older file of that name stays until the new
 * one is whole. Throws a FileUnwritableError.
 */
export async function backupCommand({ client, output }: Connection, file: string): Promise<void> {
  const bytes = await chunksOf(client, client.rest.GET('/api/v1/backup', { parseAs: 'stream' }));
  const part = `${file}.part`;
  try {
    await rm(part, { force: true });
    await pipeline(bytes, createWriteStream(part, { flags: 'wx', mode: 0o600 }));
    await rename(part, file);
  } catch (thrown) {
    await rm(part, { force: true }).catch(() => undefined);
    asUnwritable(file)(thrown);
  }
  output.line(`The books are in ${file}. Restore them into empty books: lexhop restore ${file}`);
}

/** `lexhop restore FILE`: fills the empty books of the server. Throws a FileUnreadableError. */
export async function restoreCommand({ client, output }: Connection, file: string): Promise<void> {
  const path = '/api/v1/restore';
  const form = formWith(await blobOf(file), basename(file), path);
  const { rows } = await answerOf(client.rest.POST(path, { body: { file: '' }, bodySerializer: () => form }));
  output.line(`The books are as they were: ${rows.toLocaleString('en')} rows.`);
}
