import { because, type Logger, type Reason } from '@lexhop/foundation';
import { type Build, type GraphReader, statedKinds } from '@lexhop/graph-model';
import type { GraphIndex } from './memory-index/graph-index.js';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';

/** What a reader of a build is opened from. */
export interface ReaderParts {
  readonly logger: Logger;
  /** The most memory that all indexes may hold together, in MiB. */
  readonly memoryMegabytes: number;
  readonly load: (build: Build) => Promise<GraphIndex>;
  /** A reader that answers from the published graph; absent where there is none, or none with vectors. */
  readonly storeReaderOf?: ((build: Build) => Promise<GraphReader>) | undefined;
}

/** A reader, where it answers from, and why. */
export interface OpenedReader extends Reason {
  readonly reader: GraphReader;
  readonly from: 'memory' | 'store';
  /** What its index holds in memory; 0 of one that answers from the published graph. */
  readonly bytes: number;
}

const megabyte = 1024 * 1024;

/**
 * Opens a build's reader: in memory where its index fits, else from the published graph where there is one. Whether it fits is estimated before
 * anything is loaded, and checked once it is.
 */
export async function openReader(parts: ReaderParts, build: Build): Promise<OpenedReader> {
  const { logger, memoryMegabytes: limit, storeReaderOf } = parts;
  const estimate = estimateIndexBytes(build);
  if (storeReaderOf && !fits(parts, estimate)) return fromStore(await storeReaderOf(build), estimate, limit);
  const index = await parts.load(build);
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

/** What is said of an index before it holds its bytes. */
export function indexIsOpened(bytes: number): Reason {
  const facts = { mebibytes: mebibytes(bytes) };
  return because('index-opening', `It is being opened: its index takes about ${facts.mebibytes} MiB.`, facts);
}

/** Whether an index of so many bytes may be held at all. */
export function fits({ memoryMegabytes }: ReaderParts, bytes: number): boolean {
  return bytes <= memoryMegabytes * megabyte;
}

function tooMuch(bytes: number, limit: number): string {
  return `${mebibytes(bytes)} MiB, more than LEXHOP_RETRIEVAL_MEMORY_MB (${limit}).`;
}

function mebibytes(bytes: number): number {
  return Math.ceil(bytes / megabyte);
}

/**
 * Bytes that each part of an index holds beside vectors, measured on indexes of statutes in Chinese with their question banks: an article of 110
 * characters takes 700 as text and 1,600 as terms; a question takes 130 and 370; an edge takes little beside its JSON.
 */
const bytesOf = { node: 2_300, question: 500, questionEdge: 450, statedEdge: 210, hierarchyEdge: 180 } as const;

/** For each vector: its row, its owner, and the scale of its codes. */
const bytesOfPlace = 12;
/** For each dimension of a vector: a float, and its code in int8. */
const bytesOfDimension = 5;

/**
 * How many bytes a build's index would hold in memory, told from the build's counts alone. Of statutes in Chinese the estimate is right within a
 * fifth. 0 for a build that was never counted, so that it is loaded, to see.
 */
export function estimateIndexBytes({ counts, space }: Build): number {
  if (!counts) return 0;
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
