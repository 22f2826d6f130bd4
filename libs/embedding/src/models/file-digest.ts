import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** The SHA-256 of a file's bytes, in hexadecimal; read as a stream. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** The digest by which git names a file's bytes, in hexadecimal: the hub's name of small files. */
export async function gitDigestOfFile(file: string, bytes: number): Promise<string> {
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
  const digest = known.get(key) ?? sha256OfFile(real);
  known.set(key, digest);
  return digest.catch((thrown: unknown) => {
    known.delete(key);
    throw thrown;
  });
}
