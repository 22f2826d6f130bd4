import { LexHopError } from '@lexhop/foundation';

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
