import { createHash } from 'node:crypto';
import type { TextToEmbed } from './read-texts.js';
import { type FileHandle, open, stat } from 'node:fs/promises';

/** How many characters a digest has. */
const digestLength = 32;

/** The digest of some texts and their ids, in order, where that of all but the last is known; of none it is ''. */
export function textDigest(before: string, { id, text }: TextToEmbed): string {
  const hash = createHash('sha256').update(JSON.stringify([before, id, text]));
  return hash.digest('hex').slice(0, digestLength);
}

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

/** Undefined for a file that does not exist; any other error is thrown on. */
export function orAbsent(thrown: unknown): undefined {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
  throw thrown;
}
