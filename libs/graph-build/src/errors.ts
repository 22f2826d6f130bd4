import { LexHopError } from '@lexhop/foundation';
import type { BuildFailure, BuildReference } from '@lexhop/graph-model';

/** A build has no nodes, and the active build, which it would replace, has some. */
export class EmptyBuildError extends LexHopError {
  override readonly name = 'EmptyBuildError';
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

/** A build was asked for statutes that its graph does not have. */
export class UnknownStatutesError extends LexHopError {
  override readonly name = 'UnknownStatutesError';
  override readonly code = 'statutes-unknown';
  override readonly hint: string;
  /** How many the graph lacks, and the first 20 of them. */
  readonly unknown: number;
  readonly statutes: readonly string[];

  constructor(
    readonly graph: string,
    unknown: readonly string[],
    readonly asked: number,
  ) {
    const statutes = unknown.slice(0, idsShown);
    const shown = `${statutes.join(', ')}${unknown.length > idsShown ? ', …' : ''}`;
    super(`Graph ${graph} lacks ${unknown.length} of the ${asked} statutes asked for: ${shown}.`);
    this.hint = `GET /api/v1/graphs/${graph}/statutes lists those that it has.`;
    this.unknown = unknown.length;
    this.statutes = statutes;
  }
}

/** Some articles have no usable questions, and the build is not to go on without them. */
export class ArticlesNotDraftedError extends LexHopError {
  override readonly name = 'ArticlesNotDraftedError';
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

/** A build was asked to embed before its embedding was chosen. */
export class EmbeddingNotChosenError extends LexHopError {
  override readonly name = 'EmbeddingNotChosenError';
  override readonly code = 'embedding-not-chosen';

  constructor(
    readonly graph: string,
    readonly number: number,
  ) {
    super(`Build ${number} of graph ${graph} has no embedding space yet.`);
  }
}

/** A file is not an exported graph, or is cut short. */
export class GraphFileError extends LexHopError {
  override readonly name = 'GraphFileError';
  override readonly code = 'graph-file';

  constructor(
    readonly file: string,
    readonly line: number,
    readonly reason: string,
  ) {
    super(`${file}, line ${line}: ${reason} Nothing was activated.`);
  }
}
