import type { Build, BuildCounts, BuildReference, BuildRun } from '@lexhop/graph-model';

/** A graph and its active build. */
export interface GraphSummary {
  readonly name: string;
  /** Number of the active build. */
  readonly active?: number;
}

/** Moves each graph's pointer to its active build, and deletes rows of builds that are not kept. */
export abstract class GraphVersions {
  /** Every graph that has statutes or builds, by name. */
  abstract graphs(): Promise<readonly GraphSummary[]>;

  /** The active build; undefined where no build has been activated. Cheap: polled every 2 s. */
  abstract active(graph: string): Promise<Build | undefined>;

  /** Makes a running build the active one, in one transaction; the one before becomes `superseded`. Fenced: throws a StaleRunError. */
  abstract activate(run: BuildRun): Promise<Build>;

  /**
   * Makes the kept build before the active one active again; the one rolled back becomes `rolled-back`.
   * Throws a BuildStateError where there is none or it is not `to`, a BuildRunningError while a build is being made.
   */
  abstract rollBack(graph: string, to?: number): Promise<Build>;

  /**
   * Abandons a build and those after it: deletes the rows that they opened, and reopens the rows that they closed. Throws a BuildStateError for a
   * build that is active, running or older than the active one.
   */
  abstract abandon(reference: BuildReference): Promise<void>;

  /** Deletes rows that only builds before the kept ones see; gives how many. Kept are the active build and the `keep - 1` that were active before it. Older builds become `abandoned`. */
  abstract collect(graph: string, keep: number): Promise<number>;

  /** Counts what a build consists of. */
  abstract summarize(reference: BuildReference): Promise<BuildSummary>;
}

/** Counts, and the first 100 ids, in order, of live nodes that lack something. */
export interface BuildSummary {
  readonly counts: BuildCounts;
  readonly isolatedIds: readonly string[];
  readonly undraftedIds: readonly string[];
}
