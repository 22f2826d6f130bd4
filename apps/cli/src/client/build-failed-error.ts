import { LexHopError } from '@lexhop/foundation';
import { spellCommand } from '../terminal/spell.js';

/** A build that was watched did not become the active one. */
export class BuildFailedError extends LexHopError {
  override readonly name = 'BuildFailedError';
  override readonly code = 'build-failed';

  constructor(
    readonly graph: string,
    readonly number: number,
    readonly state: string,
  ) {
    super(
      `Build ${number} of graph ${graph} ended as ${state}. What it saved is kept: ${spellCommand(`retry ${number}`, graph)} goes on with what is missing.`,
    );
  }
}
