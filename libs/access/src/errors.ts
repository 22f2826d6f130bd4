import { LexHopError } from '@lexhop/foundation';

/** There is a key of that name already. */
export class KeyNameTakenError extends LexHopError {
  override readonly name = 'KeyNameTakenError';
  override readonly code = 'key-name-taken';

  constructor(readonly key: string) {
    super(`There is a key ${key} already: revoke it, or take another name.`);
  }
}
