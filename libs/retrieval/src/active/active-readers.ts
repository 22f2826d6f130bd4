import { asError, type Logger } from '@lexhop/foundation';
import type { Build } from '@lexhop/graph-model';
import type { GraphContents, GraphReader, GraphVersions } from '@lexhop/graph-store';
import { NoActiveBuildError } from '../errors/no-active-build-error.js';
import type { GraphIndex } from '../index/graph-index.js';
import { InMemoryGraphReader } from '../index/in-memory-graph-reader.js';
import { loadGraphIndex } from '../index/load-graph-index.js';

export interface ActiveReadersParts {
  readonly versions: GraphVersions;
  readonly contents: GraphContents;
  readonly logger: Logger;
  /** Most memory that indexes may hold together; the least used go first, the last one stays whatever its size. */
  readonly memoryMegabytes: number;
  /** Loads an index; a worker thread does unless a caller says otherwise. */
  readonly load?: (contents: GraphContents, build: Build) => Promise<GraphIndex>;
}

interface Held {
  readonly index: GraphIndex;
  readonly reader: GraphReader;
}

/** What a process holds of a graph. */
export interface ActiveReaderStatus {
  readonly graph: string;
  readonly build: number;
  readonly bytes: number;
  readonly reader: 'memory';
}

const megabyte = 1024 * 1024;

/** The readers of the graphs' active builds: the old one answers until the new one is whole, then they change in one assignment. */
export class ActiveReaders {
  /** Least used first. */
  readonly #held = new Map<string, Held>();
  readonly #loading = new Map<string, Promise<Held>>();
  readonly #load: NonNullable<ActiveReadersParts['load']>;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: ActiveReadersParts) {
    this.#load = parts.load ?? loadGraphIndex;
  }

  /** The reader of a graph's build, loaded at the first question. Throws a NoActiveBuildError. */
  async readerOf(graph: string): Promise<GraphReader> {
    const held = this.#held.get(graph) ?? (await this.#loadActive(graph));
    // Moved to the end: the most recently used.
    if (this.#held.delete(graph)) this.#held.set(graph, held);
    return held.reader;
  }

  /** Looks at the active build of each graph it holds, and takes over those that changed. */
  async follow(): Promise<void> {
    for (const [graph, { index }] of this.#held) {
      const active = await this.parts.versions.active(graph);
      if (active && active.number !== index.build.number) await this.#loadActive(graph);
      if (!active) this.#held.delete(graph);
    }
  }

  /** Follows activations, every so often, until closed. */
  start(everyMilliseconds: number): void {
    const tick = async () => {
      try {
        await this.follow();
      } catch (thrown) {
        this.parts.logger.error(`The active builds could not be followed: ${asError(thrown).message}`);
      }
      this.#timer = setTimeout(() => void tick(), everyMilliseconds).unref();
    };
    this.#timer = setTimeout(() => void tick(), everyMilliseconds).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#held.clear();
  }

  status(): readonly ActiveReaderStatus[] {
    return [...this.#held].map(([graph, { index }]) => {
      return { graph, build: index.build.number, bytes: index.bytes, reader: 'memory' };
    });
  }

  #loadActive(graph: string): Promise<Held> {
    const loading = this.#loading.get(graph) ?? this.#loadOnce(graph).finally(() => this.#loading.delete(graph));
    this.#loading.set(graph, loading);
    return loading;
  }

  async #loadOnce(graph: string): Promise<Held> {
    const build = await this.parts.versions.active(graph);
    if (!build) throw new NoActiveBuildError(graph);
    const index = await this.#load(this.parts.contents, build);
    const held = { index, reader: new InMemoryGraphReader(index) };
    this.#held.delete(graph);
    this.#held.set(graph, held);
    this.#makeRoom();
    return held;
  }

  #makeRoom(): void {
    const budget = this.parts.memoryMegabytes * megabyte;
    let bytes = [...this.#held.values()].reduce((sum, { index }) => sum + index.bytes, 0);
    for (const [graph, { index }] of this.#held) {
      if (bytes <= budget) return;
      if (this.#held.size === 1) {
        const needed = Math.ceil(index.bytes / megabyte);
        const sentence = `The index of graph ${graph} holds ${needed} MiB, more than LEXHOP_RETRIEVAL_MEMORY_MB (${this.parts.memoryMegabytes}).`;
        this.parts.logger.warn(sentence, { graph, bytes: index.bytes });
        return;
      }
      this.#held.delete(graph);
      bytes -= index.bytes;
    }
  }
}
