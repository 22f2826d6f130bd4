import type { BuildRun } from '@lexhop/graph-model';
import type { StatuteWithNodes } from './statute-store.js';

/** What an import needs beside its build, so that it is complete or changes nothing. */
export abstract class ImportStore {
  /** Records that this process imports into a graph, until the returned function is called or the process ends in any way. */
  abstract hold(graph: string): Promise<() => Promise<void>>;

  /** Whether any process imports into a graph now. */
  abstract isHeld(graph: string): Promise<boolean>;

  /**
   * Saves statutes beside the graph's own, each replacing one of its id that was staged before: they take the place of the graph's when the build is activated,
   * in the same transaction, and go with it when it is abandoned. Fenced: throws a StaleRunError.
   */
  abstract stageStatutes(run: BuildRun, statutes: readonly StatuteWithNodes[]): Promise<void>;
}
