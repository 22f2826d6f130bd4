import { createHash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { codeOf } from '@lexhop/foundation';
import type { TextToEmbed } from './read-texts.js';

/** How many characters a digest has. */
const digestLength = 32;

/** The digest of a row of texts and their ids: of its last text, and of the digest of all before it ('' for no text). */
export function textDigest(before: string, { id, text }: TextToEmbed): string {
  const hash = createHash('sha256').update(JSON.stringify([before, id, text]));
  return hash.digest('hex').slice(0, digestLength);
}

const lineBytes = digestLength + 1;

/**
 * The digests of the texts in a file of vectors, beside it in `FILE.digests`: line n is the digest of the first n texts. They
 * are on the disk before the vectors, so wherever a write is cut off, no vector is without its digest.
 */
export class DigestFile {
  private constructor(
    private readonly handle: FileHandle,
    /** The digest of the texts that are written down. */
    private last: string,
  ) {}

  /** Opens the file to go on after so many texts, or begins it. Undefined where it has digests of fewer. */
  static async open(file: string, texts: number): Promise<DigestFile | undefined> {
    const size = (await stat(file).catch(orAbsent))?.size ?? 0;
    if (size < texts * lineBytes) return undefined;
    const handle = await open(file, 'a+');
    await handle.truncate(texts * lineBytes);
    return new DigestFile(handle, await digestAt(handle, texts));
  }

  get digest(): string {
    return this.last;
  }

  /** Adds texts, in order. Resolves when they are on the disk. */
  async append(texts: readonly TextToEmbed[]): Promise<void> {
    const digests = texts.map((text) => (this.last = textDigest(this.last, text)));
    await this.handle.appendFile(digests.map((digest) => `${digest}\n`).join(''));
    await this.handle.datasync();
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

async function digestAt(handle: FileHandle, texts: number): Promise<string> {
  if (texts === 0) return '';
  const { buffer } = await handle.read(Buffer.alloc(digestLength), { position: (texts - 1) * lineBytes });
  return buffer.toString('latin1');
}

/** Undefined for a file that does not exist; any other error is thrown on. */
export function orAbsent(thrown: unknown): undefined {
  if (codeOf(thrown) === 'ENOENT') return undefined;
  throw thrown;
}
