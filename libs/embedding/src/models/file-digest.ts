import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
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

/**
 * The SHA-256 of a file of the cache. The cache names large files by it after they were checked, and links to them:
 * then the name is believed and nothing is read.
 */
export async function digestInCache(file: string): Promise<string> {
  const name = path.basename(await realpath(file));
  return /^[0-9a-f]{64}$/u.test(name) ? name : sha256OfFile(file);
}
