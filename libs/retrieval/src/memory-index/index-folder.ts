import { createHash } from 'node:crypto';
import { access, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asError, type Logger, makeFolder } from '@lexhop/foundation';
import type { Build } from '@lexhop/graph-model';
import { IndexFileError } from '../errors.js';
import type { GraphIndex } from './graph-index.js';
import { type IndexFilePlace, indexFormat, type LoadedIndex, readIndexFile } from './index-file.js';

/** A file that is begun and older than this was left by a process that was killed while it wrote. */
const abandonedMilliseconds = 3_600_000;

/**
 * Loads indexes by way of a folder that holds one file for each graph, of the build loaded last. An index whose file is there is read from it. Any
 * other is made from the books, and written there. A file that can't be read or written is logged, and the index is made without it.
 */
export class IndexFolder {
  constructor(
    private readonly path: string,
    private readonly logger: Logger,
    private readonly fromBooks: (build: Build, place?: IndexFilePlace) => Promise<LoadedIndex>,
  ) {}

  /** Whether there is a file of the build, to be read or found damaged. */
  async has(build: Build): Promise<boolean> {
    return access(join(this.path, fileOf(build).name)).then(
      () => true,
      () => false,
    );
  }

  /** The index of a build, from its file or from the books. Rejects as making it from the books does. */
  async load(build: Build): Promise<GraphIndex> {
    const { name, key } = fileOf(build);
    const path = join(this.path, name);
    const kept = await this.#read(path, key, build);
    if (kept) return kept;
    const isThere = await this.#make();
    const { index, unwritten } = await this.fromBooks(build, isThere ? { path, key } : undefined);
    if (unwritten !== undefined) this.#warn(build, `The index file ${path} can't be written: ${unwritten}`);
    else if (isThere) await this.#removeOthers(build, name);
    return index;
  }

  async #read(path: string, key: string, build: Build): Promise<GraphIndex | undefined> {
    try {
      const content = (await readIndexFile(path, key)) as Omit<GraphIndex, 'build'> | undefined;
      return content && { ...content, build };
    } catch (thrown) {
      const sentence =
        thrown instanceof IndexFileError
          ? thrown.message
          : `The index file ${path} can't be read: ${asError(thrown).message}`;
      this.#warn(build, `${sentence} The index is made from the books again.`);
      return undefined;
    }
  }

  /** Whether there is a folder to write to. */
  async #make(): Promise<boolean> {
    try {
      await makeFolder(this.path);
      return true;
    } catch (thrown) {
      this.logger.warn(
        `Indexes can't be kept in ${this.path}: ${asError(thrown).message} Each start makes them from the books.`,
      );
      return false;
    }
  }

  /** Removes the files of the graph's other builds, and those that were begun and never finished. */
  async #removeOthers(build: Build, name: string): Promise<void> {
    try {
      for (const other of await readdir(this.path)) {
        if (!other.startsWith(`${build.graph}~`) || other === name) continue;
        const path = join(this.path, other);
        if (other.endsWith('.part') && !(await isAbandoned(path))) continue;
        await rm(path, { force: true });
      }
    } catch (thrown) {
      this.#warn(build, `Older index files in ${this.path} can't be removed: ${asError(thrown).message}`);
    }
  }

  #warn({ graph, number }: Build, sentence: string): void {
    this.logger.warn(sentence, { graph, build: number });
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > abandonedMilliseconds;
}

/** The name of a build's file, and the key in it: a hash of all that says what the build consists of, since other books may have a build of that number, too. */
function fileOf({ graph, number, run, createdAt, endedAt, space, counts }: Build) {
  const content = JSON.stringify([indexFormat, graph, number, run, createdAt, endedAt, space, counts]);
  const key = createHash('sha256').update(content).digest('hex');
  return { name: `${graph}~${number}~${key.slice(0, 16)}.index`, key };
}
