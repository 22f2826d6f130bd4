import { asError, because, type Logger, type Reason, reasonSchema } from '@lexhop/foundation';
import { type Build, type GraphReader, statedKinds } from '@lexhop/graph-model';
import type { GraphContents, GraphVersions } from '@lexhop/graph-store';
import { z } from 'zod';
import { NoActiveBuildError } from './errors.js';
import type { GraphIndex } from './memory-index/graph-index.js';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';

/** What a reader of a build is opened from. */
export interface ReaderParts {
  readonly contents: GraphContents;
  readonly logger: Logger;
  /** Most memory that indexes may hold together. */
  readonly memoryMegabytes: number;
  readonly load: (contents: GraphContents, build: Build) => Promise<GraphIndex>;
  /** A reader that answers from the published graph; absent where there is none, or none with vectors. */
  readonly storeReaderOf?: ((build: Build) => Promise<GraphReader>) | undefined;
}

/** A reader, where it answers from, and why. */
export interface OpenedReader extends Reason {
  readonly reader: GraphReader;
  readonly from: 'memory' | 'store';
  /** What it holds in memory. */
  readonly bytes: number;
}

const megabyte = 1024 * 1024;

/**
 * Opens a build's reader: in memory where its index fits, else from the published graph where there is one. Whether it fits is
 * estimated before anything is loaded, and seen once it is.
 */
export async function openReader(parts: ReaderParts, build: Build): Promise<OpenedReader> {
  const { logger, memoryMegabytes: limit, storeReaderOf } = parts;
  const estimate = estimateIndexBytes(build) ?? 0;
  if (storeReaderOf && !fits(parts, estimate)) return fromStore(await storeReaderOf(build), estimate, limit);
  const index = await parts.load(parts.contents, build);
  const { bytes } = index;
  const facts = { mebibytes: mebibytes(bytes), limit };
  const opened = { from: 'memory', bytes } as const;
  if (fits(parts, bytes)) {
    const reason = `Its index holds ${facts.mebibytes} MiB, within LEXHOP_RETRIEVAL_MEMORY_MB (${limit}).`;
    return { reader: new InMemoryGraphReader(index), ...opened, ...because('index-fits', reason, facts) };
  }
  if (storeReaderOf) return fromStore(await storeReaderOf(build), bytes, limit);
  const reason = `Its index holds ${tooMuch(bytes, limit)} There is no published graph with vectors to answer from (NEO4J_URI, NEO4J_VECTORS).`;
  logger.warn(`Graph ${build.graph} answers from memory all the same: ${reason}`, { graph: build.graph, bytes });
  return { reader: new InMemoryGraphReader(index), ...opened, ...because('index-too-large-alone', reason, facts) };
}

function fromStore(reader: GraphReader, bytes: number, limit: number): OpenedReader {
  const reason = `Its index would hold about ${tooMuch(bytes, limit)}`;
  const facts = { mebibytes: mebibytes(bytes), limit };
  return { reader, from: 'store', bytes: 0, ...because('index-too-large', reason, facts) };
}

function fits({ memoryMegabytes }: ReaderParts, bytes: number): boolean {
  return bytes <= memoryMegabytes * megabyte;
}

function tooMuch(bytes: number, limit: number): string {
  return `${mebibytes(bytes)} MiB, more than LEXHOP_RETRIEVAL_MEMORY_MB (${limit}).`;
}

function mebibytes(bytes: number): number {
  return Math.ceil(bytes / megabyte);
}

export interface ActiveReadersParts extends ReaderParts {
  readonly versions: GraphVersions;
}

/** What a process answers a graph's queries from, and why. */
export const readerStatusSchema = reasonSchema.extend({
  graph: z.string(),
  build: z.number().describe('The build that answers now.'),
  reader: z
    .enum(['memory', 'store'])
    .describe('An index in this process’s memory, or, where it is `store`, the indexes of Neo4j.'),
  bytes: z.number().describe('What it holds in memory.'),
});

/** The readers of the graphs' active builds: the old one answers until the new one is whole, then they change in one assignment. */
export class ActiveReaders {
  /** Least used first. */
  readonly #held = new Map<string, OpenedReader>();
  readonly #loading = new Map<string, Promise<OpenedReader>>();
  /** By graph: the active build at the last look; undefined before the first. */
  #seen: ReadonlyMap<string, number> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: ActiveReadersParts) {}

  /** The reader of a graph's build, loaded at the first question. Throws a NoActiveBuildError. */
  async readerOf(graph: string): Promise<GraphReader> {
    const held = this.#held.get(graph) ?? (await this.#loadActive(graph));
    // Moved to the end: the most recently used.
    if (this.#held.delete(graph)) this.#held.set(graph, held);
    return held.reader;
  }

  /**
   * Looks at the active build of each graph it holds, and takes over those that changed; loads those that were made active since the look
   * before, so that their first question need not wait.
   */
  async follow(): Promise<void> {
    await this.#followHeld();
    const before = this.#seen;
    const graphs = await this.parts.versions.graphs();
    this.#seen = new Map(graphs.flatMap(({ name, active }) => (active === undefined ? [] : [[name, active] as const])));
    if (!before) return;
    for (const [graph, active] of this.#seen)
      if (before.get(graph) !== active && !this.#held.has(graph)) await this.#loadActive(graph);
  }

  async #followHeld(): Promise<void> {
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

  status(): readonly z.infer<typeof readerStatusSchema>[] {
    return [...this.#held].map(([graph, { reader, from, bytes, ...reason }]) => {
      return { graph, build: reader.build.number, reader: from, bytes, ...reason };
    });
  }

  /** Graphs that can be answered from the published graph alone: those that are, and those whose index would not fit. */
  async graphsOfStore(): Promise<readonly string[]> {
    const { storeReaderOf, versions } = this.parts;
    if (!storeReaderOf) return [];
    const graphs = await versions.graphs();
    const areOfStore = await Promise.all(
      graphs.map(async ({ name }) => {
        const held = this.#held.get(name);
        if (held) return held.from === 'store';
        const active = await versions.active(name);
        return active !== undefined && !fits(this.parts, estimateIndexBytes(active) ?? 0);
      }),
    );
    return graphs.filter((_, place) => areOfStore[place]).map(({ name }) => name);
  }

  #loadActive(graph: string): Promise<OpenedReader> {
    const loading = this.#loading.get(graph) ?? this.#loadOnce(graph).finally(() => this.#loading.delete(graph));
    this.#loading.set(graph, loading);
    return loading;
  }

  async #loadOnce(graph: string): Promise<OpenedReader> {
    const build = await this.parts.versions.active(graph);
    if (!build) throw new NoActiveBuildError(graph);
    const opened = await openReader(this.parts, build);
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

/**
 * Bytes that parts of an index hold beside vectors, measured on indexes of statutes in Chinese with their question banks: an
 * article of 110 characters takes 700 as it is and 1,600 as terms; a question 130 and 370; an edge mostly its JSON.
 */
const bytesOf = { node: 2_300, question: 500, questionEdge: 450, statedEdge: 210, hierarchyEdge: 180 } as const;

/** Of an owner of a vector: its row, the row's owner, and the scale of its codes. */
const bytesOfPlace = 12;
/** Of a dimension: a float, and its code in int8. */
const bytesOfDimension = 5;

/**
 * What a build's index would hold in memory, in bytes, before any of it is read: live nodes and incoming questions times
 * (5 · dimensions + 12), and the parts' own. Within a fifth of what statutes in Chinese come to; undefined of a build that was
 * never counted.
 */
export function estimateIndexBytes({ counts, space }: Build): number | undefined {
  if (!counts) return undefined;
  const { nodes, questions, edges } = counts;
  const live = nodes.article + nodes.paragraph;
  const vectors = (live + questions.incoming) * (bytesOfDimension * (space?.dimensions ?? 0) + bytesOfPlace);
  return (
    vectors +
    (live + nodes.repealed) * bytesOf.node +
    questions.incoming * bytesOf.question +
    edges.question * bytesOf.questionEdge +
    statedKinds.reduce((sum, kind) => sum + edges[kind], 0) * bytesOf.statedEdge +
    edges.hierarchy * bytesOf.hierarchyEdge
  );
}
