import { type FileHandle, open } from 'node:fs/promises';
import { FileUnreadableError } from '../client/file-unreadable-error.js';

/** Opens a file that a command was given, or a pipe. Throws a FileUnreadableError, for a folder too: that can be opened, not read. */
export async function openForReading(file: string): Promise<FileHandle> {
  const handle = await open(file).catch((cause: unknown) => {
    throw new FileUnreadableError(file, { cause });
  });
  if (!(await handle.stat()).isDirectory()) return handle;
  await handle.close();
  throw new FileUnreadableError(file);
}
