import { LexHopError } from '@lexhop/foundation';
import type { BuildReference } from '@lexhop/graph-model';

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
