import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { answerOf, chunksOf } from '@lexhop/client';
import { blobOf, type CommandContext, withConnection } from '../connect.js';
import { asUnwritable } from '../errors.js';

/** `lexhop backup FILE`: all of the books as they are now, into one file that only its owner may read. Throws a FileUnwritableError. */
export function backupCommand(context: CommandContext, file: string): Promise<void> {
  return withConnection(context, async ({ client }) => {
    const bytes = await chunksOf(client, client.rest.GET('/api/v1/backup', { parseAs: 'stream' }));
    await pipeline(bytes, createWriteStream(file, { mode: 0o600 })).catch(asUnwritable(file));
    context.output.line(`The books are in ${file}. Restore them into empty books: lexhop restore ${file}`);
  });
}

/** `lexhop restore FILE`: fills the empty books of the server. Throws a FileUnreadableError. */
export function restoreCommand(context: CommandContext, file: string): Promise<void> {
  return withConnection(context, async ({ client }) => {
    const form = new FormData();
    form.append('file', await blobOf(file), basename(file));
    const restored = client.rest.POST('/api/v1/restore', { body: { file: '' }, bodySerializer: () => form });
    const { rows } = await answerOf(restored);
    context.output.line(`The books are as they were: ${rows.toLocaleString('en')} rows.`);
  });
}
