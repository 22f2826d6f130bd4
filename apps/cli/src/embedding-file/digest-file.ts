import { type FileHandle, open, stat } from 'node:fs/promises';
import { orAbsent } from './or-absent.js';
import type { TextToEmbed } from './read-texts.js';
import { digestLength, textDigest } from './text-digest.js';

const lineBytes = digestLength + 1;

/**
 * Beside a file of vectors, in `FILE.digests`: its line n is the digest of the first n texts. It is on the disk before their
 * vectors are written, so that it is never behind them, wherever the two were cut.
 */
export class DigestFile {
  private constructor(
    private readonly handle: FileHandle,
    /** The digest of the texts that are written down. */
    private last: string,
  ) {}

  /** Opens it to go on after some texts, or begins it; undefined when it does not know so many. */
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
