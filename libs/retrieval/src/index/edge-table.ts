import type { Edge } from '@lexhop/graph-model';
import { groupByKey } from './group-by-key.js';
import { GrowingArray } from './growing-array.js';
import { readRow, type StringTable, StringTableBuilder } from './string-table.js';

/** The edges of a build in order of id, and for each node the edges that touch it. */
export interface EdgeTable {
  /** Each edge as JSON. */
  readonly edges: StringTable;
  /** By edge: 0 question, 1 citation, 2 hierarchy. */
  readonly kinds: Uint8Array;
  /** Edges that touch node n, in either direction, ascending: touching[starts[n]] to touching[starts[n + 1] − 1]. */
  readonly starts: Uint32Array;
  readonly touching: Uint32Array;
}

/** The kinds of edges by their number in the table. */
export const edgeKinds = ['question', 'citation', 'hierarchy'] as const;

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
