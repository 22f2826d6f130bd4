import type { Build, BuildCounts, BuildReference, BuildRun } from '@lexhop/graph-model';

/** A graph and where it stands. */
export interface GraphSummary {
  readonly name: string;
  /** Number of the active build. */
  readonly active?: number;
}

/** The pointer of each graph to its active build, and what becomes of the others' rows. */
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

  /** Deletes a build that is neither active nor running nor older than the active one, and those after it: rows they opened go, rows they closed reopen. Throws a BuildStateError. */
  abstract abandon(reference: BuildReference): Promise<void>;

  /** Deletes rows that neither the active build nor the `keep - 1` activated before it can see, and returns how many; builds older than those become `abandoned`. */
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
