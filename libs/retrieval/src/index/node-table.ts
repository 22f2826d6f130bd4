import type { ArticleNode } from '@lexhop/graph-model';
import type { NodeFilter } from '@lexhop/graph-store';
import { GrowingArray } from './growing-array.js';
import { type RowFinder, rowFinderOf } from './row-finder.js';
import type { RowFilter } from './search-terms.js';
import { readRow, type StringTable, StringTableBuilder } from './string-table.js';

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
