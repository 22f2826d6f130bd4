import { LexHopError } from '@lexhop/foundation';
import type { BuildFailure, BuildReference, BuildStep } from '@lexhop/graph-model';
import type { Batch } from '@lexhop/job-queue';

/** A build has no nodes, and the active build, which it would replace, has some. */
export class EmptyBuildError extends LexHopError {
  override readonly code = 'build-empty';
  override readonly hint = 'Import statutes, or name statutes that the graph has, then build again.';
  readonly graph: string;
  readonly number: number;

  constructor(
    { graph, number }: BuildReference,
    readonly active: { readonly number: number; readonly nodes: number },
  ) {
    super(
      `Build ${number} of graph ${graph} has 0 articles and paragraphs, and the active build ${active.number} has ${active.nodes}: it is not activated.`,
    );
    this.graph = graph;
    this.number = number;
  }
}

const idsShown = 20;

/** A graph was to be built before it had statutes. */
export class NoStatutesError extends LexHopError {
  override readonly code = 'no-statutes';

  constructor(readonly graph: string) {
    super(`Graph ${graph} has no statutes, so there is nothing to build: import some first.`);
  }
}

/** Some articles have no usable questions, and the build is not to go on without them. */
export class ArticlesNotDraftedError extends LexHopError {
  override readonly code = 'articles-not-drafted';
  override readonly hint =
    'Retry the build to ask for those again, or build with activateWithoutFailed (LEXHOP_ACTIVATE_WITHOUT_FAILED) to leave them out.';
  readonly ids: readonly string[];

  constructor(failures: readonly BuildFailure[]) {
    const ids = failures.map(({ batch }) => batch);
    const shown = `${ids.slice(0, idsShown).join(', ')}${ids.length > idsShown ? ', …' : ''}`;
    super(
      `${ids.length} articles have no usable questions: ${shown}. The first: ${failures[0]?.sentence ?? 'unknown'}`,
    );
    this.ids = ids;
  }
}

/** Workers died again and again at the same work: it is not begun once more by itself. */
export class DeadlyBatchError extends LexHopError {
  override readonly code = 'batch-deadly';
  override readonly hint =
    'The log of the worker, or of the system, says what ended it; memory is the usual reason. Look at these articles, or give the worker more memory; then retry the build: it goes on with what is missing.';
  readonly batch: string;

  constructor(
    readonly step: BuildStep,
    { name, from, to }: Batch,
    readonly deaths: number,
  ) {
    const holds = to === '' ? '' : ` (from ${from === '' ? 'the first' : from} to ${to})`;
    super(`${deaths} workers died in batch ${name} of step ${step}${holds}, so it is not begun again.`);
    this.batch = name;
  }
}

/** A file is not an exported graph, or is cut short. */
export class GraphFileError extends LexHopError {
  override readonly code = 'graph-file';

  constructor(
    readonly file: string,
    readonly line: number,
    readonly reason: string,
  ) {
    super(`${file}, line ${line}: ${reason} Nothing was activated.`);
  }
}
