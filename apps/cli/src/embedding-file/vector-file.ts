import { type FileHandle, open, readFile, stat, writeFile } from 'node:fs/promises';
import { type TextVector, vectorRecordOf } from '@lexhop/embedding';
import { jsonOf } from '@lexhop/foundation';
import { z } from 'zod';
import { asUnwritable, EmbeddingFileError } from '../errors.js';
import { DigestFile, orAbsent } from './digest-file.js';
import type { TextToEmbed } from './read-texts.js';

const chunkBytes = 1 << 20;
const lineFeed = 0x0a;

/** How many whole lines a file has, and where the last of them ends. Reads it in pieces, whatever its size. */
export async function wholeLinesOf(handle: FileHandle): Promise<{ readonly lines: number; readonly end: number }> {
  const chunk = Buffer.alloc(chunkBytes);
  let [position, lines, end] = [0, 0, 0];
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, position);
    if (bytesRead === 0) return { lines, end };
    const read = chunk.subarray(0, bytesRead);
    for (let at = read.indexOf(lineFeed); at >= 0; at = read.indexOf(lineFeed, at + 1)) {
      [lines, end] = [lines + 1, position + at + 1];
    }
    position += bytesRead;
  }
}

/** What decides the vectors of a file: one that was begun goes on only with the same. Kept beside it, in `FILE.about.json`. */
const aboutSchema = z.object({
  space: z.string(),
  semantic: z.boolean(),
  role: z.string(),
  outputs: z.array(z.string()).readonly(),
});
type AboutVectors = Readonly<z.infer<typeof aboutSchema>>;

/** A file of vectors, one JSON line for each text, that grows from where it ended. */
export class VectorFile {
  private constructor(
    private readonly handle: FileHandle,
    private readonly digests: DigestFile,
    /** How many texts it holds already, and their digest. */
    readonly begun: { readonly texts: number; readonly digest: string },
  ) {}

  /**
   * Opens a file to go on with, without the torn line of an interrupted write, or begins one. Throws an EmbeddingFileError
   * when it is there and was not begun like this: vectors of two spaces are never mixed, and no other file is written over.
   * Throws a FileUnwritableError when the system refuses. The caller has to compare whether the texts are the same.
   */
  static open(file: string, about: AboutVectors): Promise<VectorFile> {
    return VectorFile.#open(file, about).catch(asUnwritable(file));
  }

  static async #open(file: string, about: AboutVectors): Promise<VectorFile> {
    const size = (await stat(file).catch(orAbsent))?.size ?? 0;
    if (size > 0) await assertAbout(file, about);
    else await writeFile(`${file}.about.json`, `${JSON.stringify(about, undefined, 2)}\n`);
    const handle = await open(file, 'a+');
    const { lines, end } = await wholeLinesOf(handle);
    const digests = await DigestFile.open(`${file}.digests`, lines);
    if (!digests) {
      await handle.close();
      throw unknownContent(file, 'digests');
    }
    await handle.truncate(end);
    return new VectorFile(handle, digests, { texts: lines, digest: digests.digest });
  }

  /** Appends the vectors of some texts, in order. */
  async append(texts: readonly TextToEmbed[], vectors: readonly TextVector[]): Promise<void> {
    await this.digests.append(texts);
    for (const [row, { id }] of texts.entries()) {
      await this.handle.appendFile(`${JSON.stringify({ id, ...vectorRecordOf(vectors[row] ?? {}) })}\n`);
    }
  }

  /** Rejects when what was written can't be kept. */
  async close(): Promise<void> {
    await this.digests.close();
    await this.handle.sync();
    await this.handle.close();
  }
}

async function assertAbout(file: string, about: AboutVectors): Promise<void> {
  const text = await readFile(`${file}.about.json`, 'utf8').catch(orAbsent);
  const parsed = aboutSchema.safeParse(text === undefined ? undefined : jsonOf(text));
  if (!parsed.success) throw unknownContent(file, 'about.json');
  const [before, now] = [JSON.stringify(parsed.data), JSON.stringify(about)];
  if (before !== now)
    throw new EmbeddingFileError(
      file,
      `was begun as ${before} and can't go on as ${now}; delete the file or choose another --out.`,
    );
}

function unknownContent(file: string, beside: string): EmbeddingFileError {
  const sentence = `is there already, and ${file}.${beside} does not say what it holds; delete the file or choose another --out.`;
  return new EmbeddingFileError(file, sentence);
}
