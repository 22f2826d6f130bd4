import { LexHopError } from '@lexhop/foundation';

/** There is a key of that name already. */
export class KeyNameTakenError extends LexHopError {
  override readonly code = 'key-name-taken';

  constructor(readonly key: string) {
    super(`There is a key ${key} already: revoke it, or take another name.`);
  }
}

/** Keys can't be made or revoked in this way now. */
export class KeyStateError extends LexHopError {
  override readonly code = 'key-state';

  constructor(reason: string) {
    super(`The keys stay as they are: ${reason}`);
  }
}

/** There is no key of that name. */
export class NoSuchKeyError extends LexHopError {
  override readonly code = 'not-found';

  constructor(readonly key: string) {
    super(`There is no key ${key}.`);
  }
}
