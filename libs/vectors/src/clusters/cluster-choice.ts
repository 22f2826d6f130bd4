import { kthHighest } from '../kth-highest.js';
import type { MatrixProduct } from '../matrix-product.js';
import type { LabelSets, NearestRequest, RowClusters } from '../nearest-search.js';
import { ClusterLabels } from './cluster-labels.js';

/** With the rows of so many clusters each query is compared. */
const probes = 448;
const queriesPerBlock = 512;
/** How much the likeness of labels counts, where the dot product with the mean counts 1. */
const weightOfLabels = 0.7;

/** The clusters that some queries go over: with whose rows they are compared. */
export interface ChosenClusters {
  /** By query, and within it by cluster: the dot product with the cluster's mean. */
  readonly toMeans: Float32Array;
  /** By query: the numbers of the clusters that it goes over, rising. */
  readonly clustersOf: readonly Int32Array[];
  /** By cluster: the queries that go over it. */
  readonly askedBy: readonly AskingQueries[];
}

/** The queries that go over a cluster. */
interface AskingQueries {
  readonly queries: readonly number[];
  /** For each of `queries` a bound: no row of the cluster has a higher Jaccard with it. */
  readonly mostJaccard: readonly number[];
}

/** Chooses for each query the clusters that promise most: those whose means are near, and in whose rows the query's labels are common. */
export class ClusterChoice {
  readonly #count: number;
  readonly #dimensions: number;
  readonly #labels: LabelSets | undefined;
  readonly #clusterLabels: ClusterLabels | undefined;
  readonly #scores: Float32Array;
  readonly #promise: Float32Array;
  readonly #chosen: Int32Array;

  constructor(
    { queries, candidates, dimensions }: NearestRequest,
    private readonly clusters: RowClusters,
    private readonly product: MatrixProduct,
  ) {
    this.#count = clusters.starts.length - 1;
    this.#dimensions = dimensions;
    this.#labels = queries.labels;
    this.#clusterLabels = candidates.labels && new ClusterLabels(candidates.labels, clusters);
    this.#scores = new Float32Array(queriesPerBlock * this.#count);
    this.#promise = new Float32Array(this.#count);
    this.#chosen = new Int32Array(this.#count);
  }

  /**
   * Chooses for some of the request's queries.
   * @param rowOf by place among `vectors`, the row number of the query
   */
  async choose(vectors: Float32Array, rowOf: (query: number) => number): Promise<ChosenClusters> {
    const toMeans = await this.#toMeans(vectors);
    const askedBy = Array.from({ length: this.#count }, () => ({
      queries: [] as number[],
      mostJaccard: [] as number[],
    }));
    const clustersOf = Array.from({ length: vectors.length / this.#dimensions }, (_, query) => {
      if (this.#labels) this.#clusterLabels?.look(this.#labels, rowOf(query));
      const chosen = this.#promising(toMeans.subarray(query * this.#count, (query + 1) * this.#count));
      for (const cluster of chosen) {
        askedBy[cluster]?.queries.push(query);
        askedBy[cluster]?.mostJaccard.push(this.#clusterLabels?.mostLikeness(cluster) ?? 0);
      }
      return chosen;
    });
    return { toMeans, clustersOf, askedBy };
  }

  async #toMeans(vectors: Float32Array): Promise<Float32Array> {
    const rows = vectors.length / this.#dimensions;
    const toMeans = new Float32Array(rows * this.#count);
    const means = { vectors: this.clusters.means.slice(), rows: this.#count };
    for (let start = 0; start < rows; start += queriesPerBlock) {
      const block = {
        vectors: vectors.subarray(start * this.#dimensions),
        rows: Math.min(queriesPerBlock, rows - start),
      };
      await this.product.multiply(block, means, this.#dimensions, this.#scores);
      toMeans.set(this.#scores.subarray(0, block.rows * this.#count), start * this.#count);
    }
    return toMeans;
  }

  #promising(toMeans: Float32Array): Int32Array {
    const promise = this.#promise;
    for (let cluster = 0; cluster < promise.length; cluster += 1)
      promise[cluster] = (toMeans[cluster] as number) + weightOfLabels * (this.#clusterLabels?.likeness(cluster) ?? 0);
    const least = kthHighest(promise, probes, () => true);
    let count = 0;
    for (let cluster = 0; cluster < promise.length; cluster += 1)
      if ((promise[cluster] as number) >= least) this.#chosen[count++] = cluster;
    return this.#chosen.slice(0, count);
  }
}
