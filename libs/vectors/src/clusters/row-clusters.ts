import type { MatrixProduct } from '../matrix-product.js';
import type { RowClusters } from '../nearest-search.js';
import { longestRow } from '../nearest/row-scan.js';
import { sumUp } from '../running-sum.js';
import { copyRows } from '../vector-rows.js';

const rowsPerBlock = 1_024;
const rounds = 5;
/** The sample has so many rows for each cluster, which are enough to place its mean. */
const sampledPerCluster = 20;

/** With few clusters each takes long to go over; with many it takes long to choose among them. */
function clusterCountFor(rows: number): number {
  return Math.max(1, Math.min(rows, Math.round(5.4 * Math.sqrt(rows))));
}

/**
 * Clusters rows by k-means (Lloyd): five rounds on an even sample of the rows, then every row is assigned to the nearest mean. Nothing in it is
 * random, so the same rows give the same clusters on the same machine. Throws an UnusableVectorError for a row that can't be compared. Undefined
 * where `stopped`, which is asked before each round, says so.
 */
export async function clusterRows(
  vectors: Float32Array,
  dimensions: number,
  product: MatrixProduct,
  stopped: () => boolean = () => false,
): Promise<RowClusters | undefined> {
  const rows = vectors.length / dimensions;
  const longest = longestRow({ vectors, rows }, dimensions, { side: 'candidates', rowAt: (row) => row });
  const count = clusterCountFor(rows);
  const sampled = Math.min(rows, sampledPerCluster * count);
  const sample = evenly(vectors, sampled, dimensions);
  const assignment = new Assignment(count, dimensions, product);
  assignment.means.set(evenly(sample, count, dimensions));
  for (let round = 0; round < rounds; round += 1) {
    if (stopped()) return undefined;
    assignment.moveMeans(sample, await assignment.clustersOf(sample));
  }
  if (stopped()) return undefined;
  const clusterOf = sharedNumbers(rows);
  clusterOf.set(await assignment.clustersOf(vectors));
  assignment.moveMeans(vectors, clusterOf);
  return { means: assignment.means, clusterOf, ...grouped(clusterOf, count), longest };
}

/** The clusters' means, and the assignment of rows to them. */
class Assignment {
  readonly means: Float32Array;
  readonly #block: Float32Array;
  readonly #scores: Float32Array;

  constructor(
    private readonly count: number,
    private readonly dimensions: number,
    private readonly product: MatrixProduct,
  ) {
    this.means = new Float32Array(new SharedArrayBuffer(count * dimensions * Float32Array.BYTES_PER_ELEMENT));
    this.#block = new Float32Array(rowsPerBlock * dimensions);
    this.#scores = new Float32Array(rowsPerBlock * count);
  }

  /** By row: the cluster whose mean is nearest. */
  async clustersOf(vectors: Float32Array): Promise<Int32Array> {
    const { count, dimensions } = this;
    const clusters = new Int32Array(vectors.length / dimensions);
    // |row - mean|² is least where row · mean - |mean|² / 2 is most.
    const right = { vectors: this.means.slice(), rows: count };
    const halves = Float32Array.from({ length: count }, (_, cluster) => {
      const mean = right.vectors.subarray(cluster * dimensions, (cluster + 1) * dimensions);
      return mean.reduce((sum, value) => sum + value * value, 0) / 2;
    });
    for (let first = 0; first < clusters.length; first += rowsPerBlock) {
      const rows = Math.min(rowsPerBlock, clusters.length - first);
      this.#block.set(vectors.subarray(first * dimensions, (first + rows) * dimensions));
      await this.product.multiply({ vectors: this.#block, rows }, right, dimensions, this.#scores);
      for (let row = 0; row < rows; row += 1) clusters[first + row] = this.#nearest(row * count, halves);
    }
    return clusters;
  }

  /** Moves each mean into the middle of its cluster's rows. The mean of an empty cluster stays. */
  moveMeans(vectors: Float32Array, clusters: Int32Array): void {
    const { dimensions, means } = this;
    const sums = new Float64Array(means.length);
    const sizes = new Int32Array(this.count);
    for (const [row, cluster] of clusters.entries()) {
      sizes[cluster] = (sizes[cluster] ?? 0) + 1;
      const [from, to] = [row * dimensions, cluster * dimensions];
      for (let at = 0; at < dimensions; at += 1)
        sums[to + at] = (sums[to + at] as number) + (vectors[from + at] as number);
    }
    for (const [cluster, size] of sizes.entries()) {
      const from = cluster * dimensions;
      for (let at = from; at < from + dimensions && size > 0; at += 1) means[at] = (sums[at] as number) / size;
    }
  }

  #nearest(from: number, halves: Float32Array): number {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let cluster = 0; cluster < halves.length; cluster += 1) {
      const score = (this.#scores[from + cluster] as number) - (halves[cluster] as number);
      if (score <= most) continue;
      most = score;
      best = cluster;
    }
    return best;
  }
}

/** Copies `count` of the rows, at even distances. */
function evenly(vectors: Float32Array, count: number, dimensions: number): Float32Array {
  const rows = vectors.length / dimensions;
  const chosen = new Float32Array(count * dimensions);
  const places = Array.from({ length: count }, (_, place) => Math.floor((place * rows) / count));
  copyRows(vectors, places, dimensions, chosen);
  return chosen;
}

/** The rows in order of cluster, and where each cluster begins. */
function grouped(clusters: Int32Array, count: number): Pick<RowClusters, 'order' | 'starts'> {
  const starts = sharedNumbers(count + 1);
  for (const cluster of clusters) starts[cluster + 1] = (starts[cluster + 1] ?? 0) + 1;
  sumUp(starts);
  const next = starts.slice();
  const order = sharedNumbers(clusters.length);
  for (const [row, cluster] of clusters.entries()) {
    const place = next[cluster] ?? 0;
    order[place] = row;
    next[cluster] = place + 1;
  }
  return { order, starts };
}

function sharedNumbers(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));
}
