import { forEachLabel, labelCountOf } from '../label-postings.js';
import type { LabelSets, RowClusters } from '../nearest-search.js';
import { sumUp } from '../running-sum.js';

type Partition = Pick<RowClusters, 'clusterOf' | 'order' | 'starts'>;

/** How common each label is in each cluster. It tells which clusters promise rows that share labels with a query. */
export class ClusterLabels {
  /** The clusters that have label l: #clusters[#starts[l]] … #clusters[#starts[l + 1] - 1]; at the same places of #shares, the share of their rows that have it. */
  readonly #starts: Int32Array;
  readonly #clusters: Int32Array;
  readonly #shares: Float32Array;
  /** By cluster: how many labels a row has on average. */
  readonly #sizes: Float32Array;
  /** By cluster, of the labels looked at: how many a row has on average (#shared), and how many at least one row has (#known). */
  readonly #shared: Float32Array;
  readonly #known: Uint16Array;
  #querySize = 0;

  constructor(labels: LabelSets, { clusterOf, order, starts }: Partition) {
    const count = starts.length - 1;
    const labelCount = labelCountOf(labels);
    this.#sizes = new Float32Array(count);
    this.#shared = new Float32Array(count);
    this.#known = new Uint16Array(count);
    this.#starts = new Int32Array(labelCount + 1);
    const latest = new Int32Array(labelCount).fill(-1);
    forEachLabel(labels, order, (label, row) => {
      const cluster = clusterOf[row] as number;
      if (latest[label] !== cluster) this.#starts[label + 1] = (this.#starts[label + 1] ?? 0) + 1;
      latest[label] = cluster;
    });
    sumUp(this.#starts);
    this.#clusters = new Int32Array(this.#starts[labelCount] ?? 0);
    this.#shares = new Float32Array(this.#clusters.length);
    this.#fill(labels, { clusterOf, order, starts }, latest.fill(-1));
  }

  /** @param latest by label, the cluster that it was seen in last; -1 before the first */
  #fill(labels: LabelSets, { clusterOf, order, starts }: Partition, latest: Int32Array): void {
    const next = this.#starts.slice();
    forEachLabel(labels, order, (label, row) => {
      const cluster = clusterOf[row] as number;
      const share = 1 / ((starts[cluster + 1] as number) - (starts[cluster] as number));
      if (latest[label] !== cluster) {
        latest[label] = cluster;
        this.#clusters[next[label] as number] = cluster;
        next[label] = (next[label] as number) + 1;
      }
      const place = (next[label] as number) - 1;
      this.#shares[place] = (this.#shares[place] as number) + share;
      this.#sizes[cluster] = (this.#sizes[cluster] as number) + share;
    });
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

  /** About the mean Jaccard of the labels that were looked at with those of each row of the cluster. */
  likeness(cluster: number): number {
    const shared = this.#shared[cluster] as number;
    return shared === 0 ? 0 : shared / (this.#querySize + (this.#sizes[cluster] as number) - shared);
  }

  /** A bound: no row of the cluster has a higher Jaccard, since it can share only labels that some row of the cluster has. */
  mostLikeness(cluster: number): number {
    const known = this.#known[cluster] as number;
    return known === 0 ? 0 : known / this.#querySize;
  }
}
