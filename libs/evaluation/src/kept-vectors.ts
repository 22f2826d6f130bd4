import path from 'node:path';
import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { type EmbeddingModel, type EmbeddingRole, textsInCalls } from '@lexhop/embedding';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';

/** What keeping vectors needs of a model. */
export type EmbeddingSource = Pick<EmbeddingModel, 'space' | 'limits' | 'prepare' | 'embed'>;

const hashBytes = 32;

/**
 * A model whose vectors are kept in a file, one row for each prepared text. So a text is embedded once, and never again in this or any later
 * process. Each space has a file of its own. A row is the SHA-256 of the prepared text and the floats of the vector. Rows are only added; one
 * that a killed process left half-written is overwritten.
 */
export class KeptVectors {
  readonly #vectors = new Map<string, Float32Array>();
  /** Rows of the file, those that are being written included. */
  #rows = 0;
  #embedded = 0;

  private constructor(
    private readonly model: EmbeddingSource,
    private readonly file: FileHandle,
  ) {}

  /** Opens the file of the model's space in a folder, which is made where it does not exist. Close it afterwards. */
  static async open(model: EmbeddingSource, folder: string): Promise<KeptVectors> {
    await mkdir(folder, { recursive: true });
    const name = path.join(folder, `${sha256(embeddingSpaceId(model.space)).toString('hex').slice(0, 16)}.vectors`);
    const kept = new KeptVectors(model, await openOrMake(name));
    await kept.#read();
    return kept;
  }

  get space(): EmbeddingSpace {
    return this.model.space;
  }

  get limits(): EmbeddingSource['limits'] {
    return this.model.limits;
  }

  /** How many texts the model embedded since this was opened. */
  get embedded(): number {
    return this.#embedded;
  }

  prepare(text: string, role: EmbeddingRole): string {
    return this.model.prepare(text, role);
  }

  /** As the model does, row i of text i, for any number of texts; calls are cut to the model's limits. */
  async embed(texts: readonly string[], role: EmbeddingRole): Promise<Float32Array> {
    const { dimensions } = this.space;
    const keys = texts.map((text) => sha256(this.prepare(text, role)).toString('hex'));
    const missing = new Map(keys.flatMap((key, i) => (this.#vectors.has(key) ? [] : [[key, texts[i] ?? '']])));
    const items = [...missing].map(([key, text]) => ({ key, text }));
    for (const call of textsInCalls(items, this.limits)) await this.#embedAnew(call, role);
    const vectors = new Float32Array(texts.length * dimensions);
    for (const [row, key] of keys.entries()) vectors.set(this.#vectors.get(key) ?? [], row * dimensions);
    return vectors;
  }

  close(): Promise<void> {
    return this.file.close();
  }

  async #embedAnew(call: readonly { readonly key: string; readonly text: string }[], role: EmbeddingRole) {
    const { dimensions } = this.space;
    const vectors = await this.model.embed(
      call.map(({ text }) => text),
      role,
    );
    const rows = call.map(({ key }, row) => {
      const vector = vectors.slice(row * dimensions, (row + 1) * dimensions);
      return [Buffer.from(key, 'hex'), Buffer.from(vector.buffer)];
    });
    // Calls run side by side, so each reserves its place before it writes.
    const first = this.#rows;
    this.#rows += call.length;
    await this.file.write(Buffer.concat(rows.flat()), 0, null, first * this.#rowBytes);
    for (const [row, { key }] of call.entries()) {
      this.#vectors.set(key, vectors.slice(row * dimensions, (row + 1) * dimensions));
    }
    this.#embedded += call.length;
  }

  async #read(): Promise<void> {
    const { size } = await this.file.stat();
    const bytes = Buffer.alloc(size);
    if (size > 0) await this.file.read(bytes, 0, size, 0);
    this.#rows = Math.floor(size / this.#rowBytes);
    for (let start = 0; start + this.#rowBytes <= size; start += this.#rowBytes) {
      const floats = bytes.subarray(start + hashBytes, start + this.#rowBytes);
      const vector = new Float32Array(this.space.dimensions);
      new Uint8Array(vector.buffer).set(floats);
      this.#vectors.set(bytes.toString('hex', start, start + hashBytes), vector);
    }
  }

  get #rowBytes(): number {
    return hashBytes + this.space.dimensions * Float32Array.BYTES_PER_ELEMENT;
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

async function openOrMake(name: string): Promise<FileHandle> {
  await (await open(name, 'a')).close();
  return open(name, 'r+');
}
