import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { oncePerKey } from '@lexhop/foundation';

/** The SHA-256 of a file's bytes, in hexadecimal; read as a stream. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** The digest by which git names a file's bytes, in hexadecimal: the hub's name of small files. */
async function gitDigestOfFile(file: string, bytes: number): Promise<string> {
  const hash = createHash('sha1').update(`blob ${bytes}\0`);
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Digests of files that are no blobs, by place, size and time of change: they are read once in a process. */
const known = new Map<string, Promise<string>>();

/**
 * The SHA-256 of a file of the cache. The cache names large files by it after they were checked, and links to them:
 * then the name is believed and nothing is read, so that opening a model stays cheap.
 */
export async function digestInCache(file: string): Promise<string> {
  const real = await realpath(file);
  const name = path.basename(real);
  if (/^[0-9a-f]{64}$/u.test(name)) return name;
  const { size, mtimeMs } = await stat(real);
  const key = `${real} ${size} ${mtimeMs}`;
  return oncePerKey(known, key, () => sha256OfFile(real));
}

/** What a fetched file must be; what is not known is not checked. */
export interface FileCheck {
  readonly bytes?: number | undefined;
  readonly sha256?: string | undefined;
  /** Of small files, where the SHA-256 is not known. */
  readonly gitDigest?: string | undefined;
}

/** Why a file is not what it must be, in a sentence; undefined when it is. */
export async function whatIsWrong(file: string, check: FileCheck): Promise<string | undefined> {
  const { size } = await stat(file);
  if (check.bytes !== undefined && size !== check.bytes) return `it has ${size} bytes instead of ${check.bytes}.`;
  if (check.sha256 !== undefined) {
    const sha256 = await sha256OfFile(file);
    return sha256 === check.sha256 ? undefined : `it has the SHA-256 ${sha256} instead of ${check.sha256}.`;
  }
  if (check.gitDigest === undefined) return undefined;
  const digest = await gitDigestOfFile(file, size);
  return digest === check.gitDigest ? undefined : `it has the git digest ${digest} instead of ${check.gitDigest}.`;
}
