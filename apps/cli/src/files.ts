import { openAsBlob } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type LexHopClient, sendFile, type UploadAnswer, type UploadPath } from '@lexhop/client';
import type { SourceFile } from '@lexhop/evaluation';
import { FileUnreadableError } from './errors.js';

/** Opens a file that a command was given, or a pipe. Throws a FileUnreadableError, for a folder too: that can be opened, not read. */
export async function openForReading(file: string): Promise<FileHandle> {
  const handle = await open(file).catch((cause: unknown) => {
    throw new FileUnreadableError(file, { cause });
  });
  if (!(await handle.stat()).isDirectory()) return handle;
  await handle.close();
  throw new FileUnreadableError(file);
}

/** Reads a file from its beginning. Throws a FileUnreadableError, or as the reader does. */
export async function withFile<Result>(name: string, read: (file: SourceFile) => Promise<Result>): Promise<Result> {
  const handle = await openForReading(name);
  try {
    return await read({ name, bytes: handle.createReadStream({ autoClose: false }) });
  } finally {
    await handle.close();
  }
}

/** Sends one file as a stream, whatever its size. Throws a FileUnreadableError. */
export async function uploadFile<Path extends UploadPath>(
  client: LexHopClient,
  path: Path,
  { graph, file }: { readonly graph: string; readonly file: string },
): Promise<UploadAnswer<Path>> {
  return sendFile(client, path, { graph, file: await blobOf(file), name: basename(file) });
}

/** A file as a stream to send. Throws a FileUnreadableError. */
export async function blobOf(file: string): Promise<Blob> {
  try {
    // A folder opens as a blob like a file, and fails only when it is read, as if the server had gone.
    if (!(await stat(file)).isFile()) throw new FileUnreadableError(file);
    return await openAsBlob(file);
  } catch (cause) {
    if (cause instanceof FileUnreadableError) throw cause;
    throw new FileUnreadableError(file, { cause });
  }
}
