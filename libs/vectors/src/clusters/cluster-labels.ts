import type { LabelSets, RowClusters } from '../nearest-search.js';
import { sumUp } from '../running-sum.js';
import { labelCountOf } from './label-postings.js';

/** How common each label is in each cluster: it tells which clusters promise rows that share labels with a query. */
export class ClusterLabels {
  /** Label l is had in the clusters #clusters[#starts[l]] … #clusters[#starts[l + 1] - 1], by the share of their rows in #shares. */
  readonly #starts: Int32Array;
  readonly #clusters: Int32Array;
  readonly #shares: Float32Array;
  /** By cluster: how many labels a row has on average. */
  readonly #sizes: Float32Array;
  /** By cluster, of the labels looked at: how many a row has on average, and how many some row has. */
  readonly #shared: Float32Array;
  readonly #known: Uint16Array;
  #querySize = 0;

  constructor(labels: LabelSets, clusters: RowClusters) {
    const count = clusters.starts.length - 1;
    const labelCount = labelCountOf(labels);
    this.#sizes = new Float32Array(count);
    this.#shared = new Float32Array(count);
    this.#known = new Uint16Array(count);
    this.#starts = new Int32Array(labelCount + 1);
    const latest = new Int32Array(labelCount).fill(-1);
    forEachLabel(labels, clusters, (label, cluster) => {
      if (latest[label] !== cluster) this.#starts[label + 1] = (this.#starts[label + 1] ?? 0) + 1;
      latest[label] = cluster;
    });
    sumUp(this.#starts);
    this.#clusters = new Int32Array(this.#starts[labelCount] ?? 0);
    this.#shares = new Float32Array(this.#clusters.length);
    this.#fill(labels, clusters, latest.fill(-1));
  }

  /** Looks at the labels of a row of `labels`, for {@link likeness} and {@link mostLikeness} of each cluster. */
  look({ offsets, values }: LabelSets, row: number): void {
    this.#shared.fill(0);
    this.#known.fill(0);
    const [from, to] = [offsets[row] ?? 0, offsets[row + 1] ?? 0];
    this.#querySize = to - from;
    for (let at = from; at < to; at += 1) {
      const label = values[at] ?? -1;
      if (label < 0 || label >= this.#starts.length - 1) continue;
      const end = this.#starts[label + 1] as number;
      for (let place = this.#starts[label] as number; place < end; place += 1) {
        const cluster = this.#clusters[place] as number;
        this.#shared[cluster] = (this.#shared[cluster] as number) + (this.#shares[place] as number);
        this.#known[cluster] = (this.#known[cluster] as number) + 1;
      }
    }
  }

  /** About how like (Jaccard) the labels of the cluster's rows are, on average, to those that were looked at. */
  likeness(cluster: number): number {
    const shared = this.#shared[cluster] as number;
    return shared === 0 ? 0 : shared / (this.#querySize + (this.#sizes[cluster] as number) - shared);
  }

  /** No row of the cluster is liker: it shares no labels but those that some row of the cluster has. */
  mostLikeness(cluster: number): number {
    const known = this.#known[cluster] as number;
    return known === 0 ? 0 : known / this.#querySize;
  }

  #fill(labels: LabelSets, clusters: RowClusters, latest: Int32Array): void {
    const next = this.#starts.slice();
    forEachLabel(labels, clusters, (label, cluster, size) => {
      if (latest[label] !== cluster) {
        latest[label] = cluster;
        this.#clusters[next[label] as number] = cluster;
        next[label] = (next[label] as number) + 1;
      }
      const place = (next[label] as number) - 1;
      this.#shares[place] = (this.#shares[place] as number) + 1 / size;
      this.#sizes[cluster] = (this.#sizes[cluster] as number) + 1 / size;
    });
  }
}

/** Each label of each row, cluster by cluster, with how many rows the cluster has. */
function forEachLabel(
  { offsets, values }: LabelSets,
  { order, starts }: RowClusters,
  seen: (label: number, cluster: number, size: number) => void,
): void {
  let cluster = 0;
  for (const [place, row] of order.entries()) {
    while ((starts[cluster + 1] as number) <= place) cluster += 1;
    const size = (starts[cluster + 1] as number) - (starts[cluster] as number);
    for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at += 1) {
      const label = values[at] as number;
      if (label >= 0) seen(label, cluster, size);
    }
  }
}
