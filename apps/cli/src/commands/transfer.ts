import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { chunksOf } from '@lexhop/client';
import { asUnwritable } from '../errors.js';
import { unlessReaderLeft } from '../terminal/output.js';
import { type CommandContext, type GraphOptions, uploadFile, withConnection } from '../connect.js';
import { buildReport } from '../terminal/build-report.js';

interface ExportOptions {
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
    const request = { params: { path: { graph } }, parseAs: 'stream' } as const;
    const lines = await chunksOf(client, client.rest.GET(`/api/v1/graphs/{graph}/${what}`, request));
    if (file === undefined) await pipeline(lines, stdout, { end: false }).catch(unlessReaderLeft);
    else await pipeline(lines, createWriteStream(file)).catch(asUnwritable(file));
  });
}

/** `lexhop graph import FILE`: makes an exported build the active one. */
export function importGraphCommand(context: CommandContext, file: string, { graph, json }: GraphOptions) {
  return withConnection(context, async ({ client }) => {
    const build = await uploadFile(client, '/api/v1/graphs/{graph}/import', { graph, file });
    if (json) return context.output.json(build);
    for (const line of buildReport(build)) context.output.line(line);
  });
}
