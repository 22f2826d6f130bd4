import type { Logger } from '@lexhop/foundation';
import type { Build } from '@lexhop/graph-model';
import type { GraphContents, GraphReader } from '@lexhop/graph-store';
import { estimateIndexBytes } from '../index/estimate-index-bytes.js';
import type { GraphIndex } from '../index/graph-index.js';
import { InMemoryGraphReader } from '../index/in-memory-graph-reader.js';

/** What a reader of a build is opened from. */
export interface ReaderParts {
  readonly contents: GraphContents;
  readonly logger: Logger;
  /** Most memory that indexes may hold together. */
  readonly memoryMegabytes: number;
  readonly load: (contents: GraphContents, build: Build) => Promise<GraphIndex>;
  /** A reader that answers from the store itself; absent of a store that can't search. */
  readonly storeReaderOf?: ((build: Build) => Promise<GraphReader>) | undefined;
}

/** A reader, where it answers from, and why. */
export interface OpenedReader {
  readonly reader: GraphReader;
  readonly from: 'memory' | 'store';
  /** What it holds in memory. */
  readonly bytes: number;
  /** In a sentence. */
  readonly reason: string;
}

const megabyte = 1024 * 1024;

/**
 * Opens a build's reader: in memory where its index fits, else from the store itself where that can search. Whether it fits is
 * estimated before anything is loaded, and seen once it is.
 */
export async function openReader(parts: ReaderParts, build: Build): Promise<OpenedReader> {
  const estimate = estimateIndexBytes(build) ?? 0;
  if (parts.storeReaderOf && !fits(parts, estimate)) {
    return fromStore(await parts.storeReaderOf(build), `Its index would hold about ${tooMuch(parts, estimate)}`);
  }
  const index = await parts.load(parts.contents, build);
  const { bytes } = index;
  if (fits(parts, bytes)) {
    const reason = `Its index holds ${mebibytes(bytes)} MiB, within LEXHOP_RETRIEVAL_MEMORY_MB (${parts.memoryMegabytes}).`;
    return { reader: new InMemoryGraphReader(index), from: 'memory', bytes, reason };
  }
  if (parts.storeReaderOf) {
    return fromStore(await parts.storeReaderOf(build), `Its index would hold ${tooMuch(parts, bytes)}`);
  }
  const reason = `Its index holds ${tooMuch(parts, bytes)} The store can't search by itself.`;
  parts.logger.warn(`Graph ${build.graph} answers from memory all the same: ${reason}`, { graph: build.graph, bytes });
  return { reader: new InMemoryGraphReader(index), from: 'memory', bytes, reason };
}

function fromStore(reader: GraphReader, reason: string): OpenedReader {
  return { reader, from: 'store', bytes: 0, reason };
}

function fits({ memoryMegabytes }: ReaderParts, bytes: number): boolean {
  return bytes <= memoryMegabytes * megabyte;
}

function tooMuch({ memoryMegabytes }: ReaderParts, bytes: number): string {
  return `${mebibytes(bytes)} MiB, more than LEXHOP_RETRIEVAL_MEMORY_MB (${memoryMegabytes}).`;
}

function mebibytes(bytes: number): number {
  return Math.ceil(bytes / megabyte);
}
