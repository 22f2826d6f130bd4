import { asError, oncePerKey, reasonSchema, repeatedly } from '@lexhop/foundation';
import type { Build, GraphReader } from '@lexhop/graph-model';
import type { GraphVersions } from '@lexhop/graph-store';
import { z } from 'zod';
import { NoActiveBuildError } from './errors.js';
import {
  estimateIndexBytes,
  fits,
  indexIsOpened,
  type OpenedReader,
  openReader,
  type ReaderParts,
} from './open-reader.js';

export interface ActiveReadersParts extends ReaderParts {
  readonly versions: GraphVersions;
  /** Whether a build's index is kept on the disk, so that loading it takes no reading of the books. */
  readonly isKept: (build: Build) => Promise<boolean>;
}

/** The active build of a graph. Rejects with a NoActiveBuildError where there is none. */
export async function activeBuildOf(versions: Pick<GraphVersions, 'active'>, graph: string): Promise<Build> {
  const build = await versions.active(graph);
  if (!build) throw new NoActiveBuildError(graph);
  return build;
}

/** What a process answers a graph's queries from, and why. */
export const readerStatusSchema = reasonSchema.extend({
  graph: z.string(),
  build: z.number().describe('The build that answers now, or, where it is `opening`, will answer soon.'),
  reader: z
    .enum(['memory', 'store', 'opening'])
    .describe('An index in this process’s memory; where it is `store`, the indexes of Neo4j.'),
  bytes: z.number().describe('What it holds in memory; an estimate of what it will hold, where it is `opening`.'),
});

/** Holds the readers of the graphs' active builds. When a build becomes active, the reader of the one before answers until the new reader is whole. */
export class ActiveReaders {
  /** Least used first. */
  readonly #held = new Map<string, OpenedReader>();
  readonly #loading = new Map<string, Promise<OpenedReader>>();
  /** By graph: the build whose reader is being opened. */
  readonly #opening = new Map<string, Build>();
  /** By graph: the active build at the last look; undefined before the first. */
  #seen: ReadonlyMap<string, number> | undefined;
  readonly #closing = new AbortController();

  constructor(private readonly parts: ActiveReadersParts) {}

  /** The reader of a graph's active build, opened at the first question. Rejects with a NoActiveBuildError where there is none. */
  async readerOf(graph: string): Promise<GraphReader> {
    const held = this.#held.get(graph) ?? (await this.#loadActive(graph));
    // Moved to the end: the most recently used.
    if (this.#held.delete(graph)) this.#held.set(graph, held);
    return held.reader;
  }

  /**
   * Replaces the readers whose graphs have another active build now. Opens readers before anybody asks: at the first call of builds whose index is
   * kept, as far as they fit into memory together; later of builds that became active since the last call. Where one can't be opened, that is logged,
   * and the other graphs are followed all the same.
   */
  async follow(): Promise<void> {
    await this.#followHeld();
    const before = this.#seen;
    const graphs = await this.parts.versions.graphs();
    this.#seen = new Map(graphs.flatMap(({ name, active }) => (active === undefined ? [] : [[name, active] as const])));
    for (const [graph, active] of this.#seen) {
      if (this.#held.has(graph)) continue;
      if (before ? before.get(graph) !== active : await this.#isKeptAndFits(graph)) await this.#openAhead(graph);
    }
  }

  async #isKeptAndFits(graph: string): Promise<boolean> {
    const build = await this.parts.versions.active(graph);
    if (!build || !fits(this.parts, this.#heldBytes() + estimateIndexBytes(build))) return false;
    return this.parts.isKept(build);
  }

  async #followHeld(): Promise<void> {
    // A copy: whoever is asked while this waits moves to the end of the map, and would be met again and again.
    const graphs = [...this.#held.keys()];
    for (const graph of graphs) {
      const active = await this.parts.versions.active(graph);
      const held = this.#held.get(graph);
      if (!active) this.#held.delete(graph);
      else if (held && held.reader.build.number !== active.number) await this.#openAhead(graph);
    }
  }

  async #openAhead(graph: string): Promise<void> {
    try {
      await this.#loadActive(graph);
    } catch (thrown) {
      if (this.#closing.signal.aborted) throw thrown;
      const sentence = `The active build of graph ${graph} could not be opened: ${asError(thrown).message}`;
      this.parts.logger.error(sentence, { graph });
    }
  }

  /** Calls {@link follow} now and again and again until closed; a failure is logged. */
  start(everyMilliseconds: number): void {
    void repeatedly({
      milliseconds: everyMilliseconds,
      signal: this.#closing.signal,
      work: () => this.follow(),
      failed: (reason) => this.parts.logger.error(`The active builds could not be followed: ${reason}`),
    });
  }

  close(): void {
    this.#closing.abort();
    this.#held.clear();
    this.#opening.clear();
  }

  /** The readers that answer, the least used first; then those that are being opened. */
  status(): readonly z.infer<typeof readerStatusSchema>[] {
    const held = [...this.#held].map(([graph, { reader, from, bytes, ...reason }]) => {
      return { graph, build: reader.build.number, reader: from, bytes, ...reason };
    });
    const opening = [...this.#opening].map(([graph, build]) => {
      const bytes = estimateIndexBytes(build);
      return { graph, build: build.number, reader: 'opening' as const, bytes, ...indexIsOpened(bytes) };
    });
    return [...held, ...opening];
  }

  /** The graphs that only the published graph can answer: those whose reader is of it, and those whose index would not fit. */
  async graphsOfStore(): Promise<readonly string[]> {
    const { storeReaderOf, versions } = this.parts;
    if (!storeReaderOf) return [];
    const graphs = await versions.graphs();
    const areOfStore = await Promise.all(
      graphs.map(async ({ name }) => {
        const held = this.#held.get(name);
        if (held) return held.from === 'store';
        const active = await versions.active(name);
        return active !== undefined && !fits(this.parts, estimateIndexBytes(active));
      }),
    );
    return graphs.filter((_, place) => areOfStore[place]).map(({ name }) => name);
  }

  #loadActive(graph: string): Promise<OpenedReader> {
    return oncePerKey(this.#loading, graph, () => this.#loadOnce(graph).finally(() => this.#loading.delete(graph)));
  }

  async #loadOnce(graph: string): Promise<OpenedReader> {
    const build = await activeBuildOf(this.parts.versions, graph);
    this.#opening.set(graph, build);
    const opened = await openReader(this.parts, build).finally(() => this.#opening.delete(graph));
    this.#held.delete(graph);
    this.#held.set(graph, opened);
    this.#makeRoom();
    return opened;
  }

  /** Gives up the least used readers, until the rest fit. The last one, which was just opened, stays whatever its size. */
  #makeRoom(): void {
    let held = this.#heldBytes();
    for (const [graph, { bytes }] of [...this.#held].slice(0, -1)) {
      if (fits(this.parts, held)) return;
      // A reader of the store holds nothing that could be given up.
      if (bytes > 0) this.#held.delete(graph);
      held -= bytes;
    }
  }

  #heldBytes(): number {
    return [...this.#held.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }
}
