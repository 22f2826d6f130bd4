import type { ArticleNode, Build, Edge, PseudoQuery } from '@lexhop/graph-model';
import type { VectorPage } from '@lexhop/graph-store';
import { isSharedMemory } from '@lexhop/vectors';
import { IndexContentsError } from '../errors.js';
import {
  type EdgeTable,
  EdgeTableBuilder,
  type NodeTable,
  NodeTableBuilder,
  type QuestionTable,
  QuestionTableBuilder,
  readNode,
  textsByNode,
} from './contents.js';
import { type TermIndex, TermIndexBuilder } from './terms.js';
import { type VectorTable, VectorTableBuilder } from './vectors.js';

/**
 * One build, ready to be searched in memory. It holds only typed arrays, memory that threads share and a few plain values, so it moves between
 * threads without being copied. Any number of queries of one thread may read it at once. Queries of several threads may not: a query is written
 * beside the codes of the vectors.
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

/** The memory blocks that an index, or any part of it, moves to another thread, each once. Memory that threads share need not move. */
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

/** What the arrays and memories of a value hold together. */
function bytesIn(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (isSharedMemory(value)) return value.buffer.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + bytesIn(part), 0);
}

/**
 * Makes an index from pages: all nodes first, then incoming questions, then edges and vectors, each in order of id.
 * Throws an IndexContentsError for anything that names a node or question not added before.
 */
export class GraphIndexBuilder {
  readonly #nodes = new NodeTableBuilder();
  readonly #questions = new QuestionTableBuilder();
  readonly #edges = new EdgeTableBuilder();
  readonly #vectors: { readonly nodes: VectorTableBuilder; readonly incoming: VectorTableBuilder };

  constructor(private readonly build: Build) {
    const dimensions = build.space?.dimensions ?? 0;
    this.#vectors = { nodes: new VectorTableBuilder(dimensions), incoming: new VectorTableBuilder(dimensions) };
  }

  addNodes(nodes: readonly ArticleNode[]): void {
    for (const node of nodes) this.#nodes.add(node);
  }

  /** Outgoing questions are passed over: retrieval reads them in the edges that they made. */
  addQuestions(questions: readonly PseudoQuery[]): void {
    const incoming = questions.filter((question) => question.direction === 'incoming');
    for (const question of incoming)
      this.#questions.add(question, this.#node(question.nodeId, `question ${question.id}`));
  }

  addEdges(edges: readonly Edge[]): void {
    for (const edge of edges) {
      const of = `edge ${edge.id}`;
      this.#edges.add(edge, this.#node(edge.source, of), this.#node(edge.target, of));
    }
  }

  addVectors(of: 'nodes' | 'incoming', page: VectorPage): void {
    const owners = page.ids.map((id) => (of === 'nodes' ? this.#node(id, 'a vector') : this.#question(id, 'a vector')));
    this.#vectors[of].add(owners, page.vectors);
  }

  finish(): GraphIndex {
    const nodes = this.#nodes.finish();
    const questions = this.#questions.finish();
    const nodeCount = this.#nodes.numbers.size;
    const parts = {
      nodes,
      questions,
      terms: termIndexOf(nodes, questions, nodeCount),
      edges: this.#edges.finish(nodeCount),
      nodeVectors: this.#vectors.nodes.finish(nodeCount),
      questionVectors: this.#vectors.incoming.finish(this.#questions.numbers.size),
    };
    return { build: this.build, ...parts, bytes: bytesIn(parts) };
  }

  #node(id: string, of: string): number {
    return known(this.#nodes.numbers.get(id), { build: this.build, of, missing: `node ${id}` });
  }

  #question(id: string, of: string): number {
    return known(this.#questions.numbers.get(id), { build: this.build, of, missing: `incoming question ${id}` });
  }
}

function known(
  number: number | undefined,
  fact: { readonly build: Build; readonly of: string; readonly missing: string },
): number {
  if (number === undefined) throw new IndexContentsError(fact.build, fact.of, fact.missing);
  return number;
}

/** One document per node: title, headings and text, each a line of its own so that no bigram spans two of them. */
function termIndexOf(nodes: NodeTable, questions: QuestionTable, nodeCount: number): TermIndex {
  const builder = new TermIndexBuilder();
  for (const [node, texts] of textsByNode(questions, nodeCount).entries()) {
    const { statuteTitle, headingPath, text } = readNode(nodes, node);
    builder.add([statuteTitle, ...headingPath, text].join('\n'), texts);
  }
  return builder.finish();
}
