import { asError } from '@lexhop/foundation';
import type { GraphReader, GraphVersions } from '@lexhop/graph-store';
import { NoActiveBuildError } from '../errors/no-active-build-error.js';
import { loadGraphIndex } from '../index/load-graph-index.js';
import { type OpenedReader, openReader, type ReaderParts } from './open-reader.js';

export interface ActiveReadersParts extends Omit<ReaderParts, 'load'> {
  readonly versions: GraphVersions;
  /** Loads an index; a worker thread does unless a caller says otherwise. */
  readonly load?: ReaderParts['load'];
}

/** What a process holds of a graph. */
export interface ActiveReaderStatus {
  readonly graph: string;
  readonly build: number;
  /** Where answers come from: an index in this process's memory, or the store's own indexes. */
  readonly reader: 'memory' | 'store';
  /** What it holds in memory. */
  readonly bytes: number;
  /** Why this reader, in a sentence. */
  readonly reason: string;
}

const megabyte = 1024 * 1024;

/** The readers of the graphs' active builds: the old one answers until the new one is whole, then they change in one assignment. */
export class ActiveReaders {
  /** Least used first. */
  readonly #held = new Map<string, OpenedReader>();
  readonly #loading = new Map<string, Promise<OpenedReader>>();
  readonly #parts: ReaderParts;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: ActiveReadersParts) {
    this.#parts = { ...parts, load: parts.load ?? loadGraphIndex };
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
    // A copy: whoever is asked while this waits moves to the end of the map, and would be met again and again.
    const graphs = [...this.#held.keys()];
    for (const graph of graphs) {
      const active = await this.parts.versions.active(graph);
      const held = this.#held.get(graph);
      if (!active) this.#held.delete(graph);
      else if (held && held.reader.build.number !== active.number) await this.#loadActive(graph);
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
    return [...this.#held].map(([graph, { reader, from, bytes, reason }]) => {
      return { graph, build: reader.build.number, reader: from, bytes, reason };
    });
  }

  #loadActive(graph: string): Promise<OpenedReader> {
    const loading = this.#loading.get(graph) ?? this.#loadOnce(graph).finally(() => this.#loading.delete(graph));
    this.#loading.set(graph, loading);
    return loading;
  }

  async #loadOnce(graph: string): Promise<OpenedReader> {
    const build = await this.parts.versions.active(graph);
    if (!build) throw new NoActiveBuildError(graph);
    const opened = await openReader(this.#parts, build);
    this.#held.delete(graph);
    this.#held.set(graph, opened);
    this.#makeRoom();
    return opened;
  }

  /** The reader that was just opened, the last, stays whatever its size. */
  #makeRoom(): void {
    let held = [...this.#held.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    for (const [graph, { bytes }] of [...this.#held].slice(0, -1)) {
      if (held <= this.parts.memoryMegabytes * megabyte) return;
      // A reader of the store holds nothing that could be given up.
      if (bytes > 0) this.#held.delete(graph);
      held -= bytes;
    }
  }
}
