import { type ArticleNode, type Edge, edgeKinds, type NodeFilter, type PseudoQuery } from '@lexhop/graph-model';
import {
  groupByKey,
  GrowingArray,
  readRow,
  type RowFilter,
  type RowFinder,
  rowFinderOf,
  type StringTable,
  StringTableBuilder,
} from './tables.js';

/** The nodes of a build in order of id; a node's number is its place in that order. */
export interface NodeTable {
  readonly ids: RowFinder;
  /** Each node as JSON. */
  readonly nodes: StringTable;
  /** Statute ids, in order of first occurrence. */
  readonly statutes: readonly string[];
  /** By node: the place of its statute in `statutes`. */
  readonly statuteOf: Uint32Array;
  /** By node: 1 where it is repealed or its statute abolished. */
  readonly setAside: Uint8Array;
}

export function readNode(table: NodeTable, node: number): ArticleNode {
  return JSON.parse(readRow(table.nodes, node)) as ArticleNode;
}

/** Ids begin with their statute's, so its nodes stand together. */
export function isFirstOfStatute({ statuteOf }: NodeTable, node: number): boolean {
  return node === 0 || statuteOf[node] !== statuteOf[node - 1];
}

/** Which nodes a search with this filter may return. */
export function nodeFilterOf(table: NodeTable, filter: NodeFilter): RowFilter {
  const wanted = filter.statutes && new Set(filter.statutes);
  const statutes = table.statutes.map((statute) => wanted?.has(statute) ?? true);
  return (node) =>
    (filter.includeRepealed || table.setAside[node] === 0) && statutes[table.statuteOf[node] ?? 0] === true;
}

/** Takes nodes in order of id, then gives the table. */
export class NodeTableBuilder {
  readonly numbers = new Map<string, number>();
  readonly #ids = new StringTableBuilder();
  readonly #nodes = new StringTableBuilder();
  readonly #statutes = new Map<string, number>();
  readonly #statuteOf = new GrowingArray((length) => new Uint32Array(length));
  readonly #setAside = new GrowingArray((length) => new Uint8Array(length));

  add(node: ArticleNode): void {
    this.numbers.set(node.id, this.#ids.add(node.id));
    this.#nodes.add(JSON.stringify(node));
    const statute = this.#statutes.get(node.statuteId) ?? this.#statutes.size;
    this.#statutes.set(node.statuteId, statute);
    this.#statuteOf.push(statute);
    this.#setAside.push(node.repealed || node.abolished ? 1 : 0);
  }

  finish(): NodeTable {
    return {
      ids: rowFinderOf(this.#ids.finish()),
      nodes: this.#nodes.finish(),
      statutes: [...this.#statutes.keys()],
      statuteOf: this.#statuteOf.finish(),
      setAside: this.#setAside.finish(),
    };
  }
}

/** The incoming questions of a build in order of id. */
export interface QuestionTable {
  readonly ids: RowFinder;
  readonly texts: StringTable;
  /** By question: the number of the node that answers it. */
  readonly nodeOf: Uint32Array;
}

/** The texts of each node's questions, by node. */
export function textsByNode({ texts, nodeOf }: QuestionTable, nodeCount: number): readonly (readonly string[])[] {
  const byNode = Array.from({ length: nodeCount }, (): string[] => []);
  for (const [question, node] of nodeOf.entries()) byNode[node]?.push(readRow(texts, question));
  return byNode;
}

/** Takes incoming questions in order of id, then gives the table. */
export class QuestionTableBuilder {
  readonly numbers = new Map<string, number>();
  readonly #ids = new StringTableBuilder();
  readonly #texts = new StringTableBuilder();
  readonly #nodeOf = new GrowingArray((length) => new Uint32Array(length));

  add(question: PseudoQuery, node: number): void {
    this.numbers.set(question.id, this.#ids.add(question.id));
    this.#texts.add(question.text);
    this.#nodeOf.push(node);
  }

  finish(): QuestionTable {
    return { ids: rowFinderOf(this.#ids.finish()), texts: this.#texts.finish(), nodeOf: this.#nodeOf.finish() };
  }
}

/** The edges of a build in order of id, and for each node the edges that touch it. */
export interface EdgeTable {
  /** Each edge as JSON. */
  readonly edges: StringTable;
  /** By edge: the place of its kind among `edgeKinds`. */
  readonly kinds: Uint8Array;
  /** Edges that touch node n, in either direction, ascending: touching[starts[n]] to touching[starts[n + 1] − 1]. */
  readonly starts: Uint32Array;
  readonly touching: Uint32Array;
}

export function readEdge(table: EdgeTable, edge: number): Edge {
  return JSON.parse(readRow(table.edges, edge)) as Edge;
}

/** The numbers of the edges that touch a node. */
export function edgesTouching({ starts, touching }: EdgeTable, node: number): Uint32Array {
  return touching.subarray(starts[node] ?? 0, starts[node + 1] ?? 0);
}

/** Takes edges in order of id, then gives the table. */
export class EdgeTableBuilder {
  readonly #edges = new StringTableBuilder();
  readonly #kinds = new GrowingArray((length) => new Uint8Array(length));
  /** Each edge's ends: which node, which edge; an edge from a node to itself has one. */
  readonly #endNodes = new GrowingArray((length) => new Uint32Array(length));
  readonly #endEdges = new GrowingArray((length) => new Uint32Array(length));

  add(edge: Edge, source: number, target: number): void {
    const number = this.#edges.add(JSON.stringify(edge));
    this.#kinds.push(edgeKinds.indexOf(edge.kind));
    for (const node of new Set([source, target])) {
      this.#endNodes.push(node);
      this.#endEdges.push(number);
    }
  }

  finish(nodeCount: number): EdgeTable {
    const { starts, order } = groupByKey(this.#endNodes.finish(), nodeCount);
    const endEdges = this.#endEdges.finish();
    const touching = order.map((end) => endEdges[end] ?? 0);
    return { edges: this.#edges.finish(), kinds: this.#kinds.finish(), starts, touching };
  }
}
