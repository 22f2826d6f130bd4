import { Turns } from '@lexhop/foundation';
import { kthHighest, type PreparedQuery, QuantisedProducts, roundScore, scoreStep } from '@lexhop/vectors';
import type { RowFilter } from './tables.js';
import { rowProduct, type VectorTable } from './vectors.js';

/** The best vector of one node. */
interface NearestVector {
  readonly node: number;
  /** Of the vector: the node itself, or one of its questions. */
  readonly owner: number;
  /** The exact inner product; of unit vectors the cosine. */
  readonly score: number;
}

type BestByNode = Map<number, NearestVector>;

/** A vector, the nodes that may be found, and the best row of each node by its exact product so far. */
interface Exact {
  readonly vector: Float32Array;
  readonly allows: RowFilter;
  readonly best: BestByNode;
}

const everyRow = () => true;

/** Exact products between two looks at the clock. */
const productsATurn = 256;

function note(best: BestByNode, found: NearestVector): void {
  const held = best.get(found.node);
  if (!held || found.score > held.score) best.set(found.node, found);
}

/** The rows, ascending, that score at least this. */
function rowsFrom(scores: Float32Array, least: number): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < scores.length; row++) if ((scores[row] as number) >= least) rows.push(row);
  return rows;
}

interface Scan {
  readonly query: PreparedQuery;
  /** By row. */
  readonly scores: Float32Array;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Finds the nodes nearest to a vector, exactly. Products in int8 are off by no more than a proven bound, so they say which few rows can be among
 * the nearest, and only those are multiplied in float32. It works in turns, so that no search holds the thread.
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
   * The nodes whose best row has the highest inner product with the vector, best first. Scores that round to the same 1e-6 are ties, in order of
   * node. Of a node's rows with the same product, the first one counts.
   */
  async nearest(vector: Float32Array, limit: number, allows: RowFilter): Promise<readonly NearestVector[]> {
    if (this.nodeOf.length === 0 || limit === 0) return [];
    const query = this.#products.prepare(vector);
    const scores = await this.#scan(query);
    const kth = kthHighest(this.#bestByNode(scores), limit, allows);
    const best: BestByNode = new Map();
    await this.#multiply(rowsFrom(scores, kth), { vector, allows, best });
    const exact = Float64Array.from(best.values(), ({ score }) => score);
    const least = kthHighest(exact, limit, everyRow) - 2 * scoreStep;
    await this.#multiply(this.#rowsThatMayReach(least, query, { scores, below: kth }), { vector, allows, best });
    return [...best.values()]
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

  /** The rows, ascending, whose exact product may be at least this, by their scores in int8; without those that were multiplied already. */
  #rowsThatMayReach(
    least: number,
    { scale, length, slack }: PreparedQuery,
    { scores, below }: { readonly scores: Float32Array; readonly below: number },
  ): readonly number[] {
    const { errors } = this.table.quantised;
    const rows: number[] = [];
    for (let row = 0; row < scores.length; row++) {
      const score = scores[row] as number;
      if (score < below && score * scale + length * (errors[row] as number) + slack >= least) rows.push(row);
    }
    return rows;
  }

  /** Multiplies rows, ascending, exactly, and notes the best one of each node that may be found. */
  async #multiply(rows: readonly number[], { vector, allows, best }: Exact): Promise<void> {
    const turns = new Turns();
    for (const [place, row] of rows.entries()) {
      const node = this.nodeOf[row] as number;
      if (!allows(node)) continue;
      note(best, { node, owner: this.table.owners[row] as number, score: rowProduct(this.table, row, vector) });
      if (place % productsATurn === 0 && turns.over) await turns.next();
    }
  }

  /** Products in int8 of all rows. Scans begun in the same turn, those of a query and of its reading, share one pass over the table. */
  #scan(query: PreparedQuery): Promise<Float32Array> {
    const scores = new Float32Array(this.nodeOf.length);
    return new Promise((resolve, reject) => {
      this.#asked.push({ query, scores, resolve: () => resolve(scores), reject });
      // When microtasks run, all scans of this turn have been asked for.
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

  /** Multiplies one block of rows for one or two scans. Returns how many rows it had. */
  #block(first: number, scans: readonly Scan[]): number {
    const products = this.#products.block(
      first,
      scans.map(({ query }) => query),
    );
    for (const [of, { scores }] of scans.entries()) scores.set(products[of] ?? [], first);
    return products[0]?.length ?? 0;
  }
}
