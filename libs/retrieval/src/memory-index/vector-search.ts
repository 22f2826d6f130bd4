import { type PreparedQuery, QuantisedProducts, roundScore, scoreStep } from '@lexhop/vectors';
import { kthHighest } from '@lexhop/vectors';
import type { RowFilter } from './tables.js';
import { rowProduct, Turns, type VectorTable } from './vectors.js';

/** The best vector of one node. */
interface NearestVector {
  readonly node: number;
  /** Of the vector: the node itself, or one of its questions. */
  readonly owner: number;
  /** The exact inner product; of unit vectors the cosine. */
  readonly score: number;
}

type BestByNode = Map<number, NearestVector>;

/** Which rows are multiplied in full, and what came of it. */
interface Full {
  readonly vector: Float32Array;
  readonly allows: RowFilter;
  readonly best: BestByNode;
}

const everyRow = () => true;

/** So many full products are made before the clock is asked, which costs as much as a part of one. */
const productsATurn = 256;

function note(best: BestByNode, found: NearestVector): void {
  const held = best.get(found.node);
  if (!held || found.score > held.score) best.set(found.node, found);
}

interface Scan {
  readonly query: PreparedQuery;
  /** By row. */
  readonly scores: Float32Array;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Finds the nodes nearest to a vector, exactly: products in int8 say which few rows can be among them, within a proven bound, and only those
 * are multiplied in full. Pauses, so that no search holds the thread.
 */
export class VectorSearch {
  readonly #products: QuantisedProducts;
  #asked: Scan[] = [];

  /** @param nodeOf by row of the table, the node that the row is of; several rows may be of one */
  constructor(
    private readonly table: VectorTable,
    private readonly nodeOf: Uint32Array,
    private readonly nodeCount: number,
  ) {
    this.#products = new QuantisedProducts(table.quantised);
  }

  /**
   * The nodes whose best row has the highest inner product with the vector, best first; scores that round to the same 1e-6 are ties, in order of
   * node. Of rows that are equal, the first counts.
   */
  async nearest(vector: Float32Array, limit: number, allows: RowFilter): Promise<readonly NearestVector[]> {
    if (this.nodeOf.length === 0 || limit === 0) return [];
    const query = this.#products.prepare(vector);
    const scores = await this.#scan(query);
    const kth = kthHighest(this.#bestByNode(scores), limit, allows);
    const full: Full = { vector, allows, best: new Map() };
    await this.#multiply(full, (row) => (scores[row] as number) >= kth);
    const { best } = full;
    const exactKth = kthHighest(
      Float64Array.from(best.values(), ({ score }) => score),
      limit,
      everyRow,
    );
    const mayReach = this.#reaching(exactKth - 2 * scoreStep, query, scores);
    await this.#multiply(full, (row) => (scores[row] as number) < kth && mayReach(row));
    const found = [...best.values()];
    return found
      .toSorted((one, other) => roundScore(other.score) - roundScore(one.score) || one.node - other.node)
      .slice(0, limit);
  }

  #bestByNode(scores: Float32Array): Float32Array {
    const best = new Float32Array(this.nodeCount).fill(Number.NEGATIVE_INFINITY);
    const { nodeOf } = this;
    for (let row = 0; row < scores.length; row++) {
      const node = nodeOf[row] as number;
      if ((scores[row] as number) > (best[node] as number)) best[node] = scores[row] as number;
    }
    return best;
  }

  /** Whether a row's product can be as high as this, for all that its score in int8 says; a lower one may round to the same. */
  #reaching(least: number, { scale, length, slack }: PreparedQuery, scores: Float32Array): RowFilter {
    const { errors } = this.table.quantised;
    return (row) => (scores[row] as number) * scale + length * (errors[row] as number) + slack >= least;
  }

  /** Multiplies rows in full; notes of each node the best one. */
  async #multiply({ vector, allows, best }: Full, isWanted: RowFilter): Promise<void> {
    const turns = new Turns();
    let products = 0;
    for (let row = 0; row < this.nodeOf.length; row++) {
      if (!isWanted(row)) continue;
      const node = this.nodeOf[row] as number;
      if (!allows(node)) continue;
      note(best, { node, owner: this.table.owners[row] as number, score: rowProduct(this.table, row, vector) });
      products += 1;
      if (products % productsATurn === 0 && turns.over) await turns.next();
    }
  }

  /** Scans that are asked for at the same time go over the table together: those of a query and of its reading. */
  #scan(query: PreparedQuery): Promise<Float32Array> {
    const scores = new Float32Array(this.nodeOf.length);
    return new Promise((resolve, reject) => {
      this.#asked.push({ query, scores, resolve: () => resolve(scores), reject });
      // What is asked for in this turn is all there when microtasks run.
      if (this.#asked.length === 1) queueMicrotask(() => void this.#goOver());
    });
  }

  async #goOver(): Promise<void> {
    const scans = this.#asked;
    this.#asked = [];
    try {
      const turns = new Turns();
      for (let first = 0, count = 0; first < this.nodeOf.length; first += count) {
        for (let place = 0; place < scans.length; place += 2) count = this.#block(first, scans.slice(place, place + 2));
        if (turns.over) await turns.next();
      }
      for (const { resolve } of scans) resolve();
    } catch (thrown) {
      for (const { reject } of scans) reject(thrown);
    }
  }

  /** Says how many rows the block had. */
  #block(first: number, scans: readonly Scan[]): number {
    const products = this.#products.block(
      first,
      scans.map(({ query }) => query),
    );
    for (const [of, { scores }] of scans.entries()) scores.set(products[of] ?? [], first);
    return products[0]?.length ?? 0;
  }
}
