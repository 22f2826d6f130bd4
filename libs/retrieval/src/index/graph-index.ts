import type { Build } from '@lexhop/graph-model';
import type { EdgeTable } from './edge-table.js';
import type { NodeTable } from './node-table.js';
import type { QuestionTable } from './question-table.js';
import type { TermIndex } from './term-index.js';
import type { VectorTable } from './vector-table.js';

/**
 * One build, ready to be searched in memory. Only typed arrays and a few plain values, never changed once made:
 * it moves between threads without being copied, and any number of queries read it at once.
 */
export interface GraphIndex {
  readonly build: Build;
  readonly nodes: NodeTable;
  /** Incoming questions only: outgoing ones are in the edges they made. */
  readonly questions: QuestionTable;
  readonly terms: TermIndex;
  readonly nodeVectors: VectorTable;
  readonly questionVectors: VectorTable;
  readonly edges: EdgeTable;
  /** What it holds in memory, in bytes. */
  readonly bytes: number;
}

/** The memory blocks of an index (or any part of it), each once: what moves with it to another thread. */
export function buffersOf(value: unknown): readonly ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  collectBuffers(value, buffers);
  return [...buffers];
}

function collectBuffers(value: unknown, buffers: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) buffers.add(value.buffer as ArrayBuffer);
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) collectBuffers(part, buffers);
}
