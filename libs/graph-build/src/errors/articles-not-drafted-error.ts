import { LexHopError } from '@lexhop/foundation';
import type { BuildFailure } from '@lexhop/graph-model';

const idsShown = 20;

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
