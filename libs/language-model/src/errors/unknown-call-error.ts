import { LexHopError } from '@lexhop/foundation';

/** A call is to be settled that was never entered in the ledger. */
export class UnknownCallError extends LexHopError {
  override readonly name = 'UnknownCallError';
  override readonly code = 'language-model-call-unknown';

  constructor(readonly callId: string) {
    super(`The ledger has no call ${callId}.`);
  }
}
