import { LanguageModelError } from './language-model-error.js';

/** The provider refuses the request itself: a wrong key, an unknown model, a spent quota, a schema it can't take. */
export class RequestRefusedError extends LanguageModelError {
  override readonly name = 'RequestRefusedError';
  override readonly code = 'language-model-refused';
  override readonly hint = 'Check LEXHOP_LLM_MODEL and the key of its provider.';

  constructor(
    model: string,
    readonly status: number,
    detail: string,
  ) {
    super(model, `refused the request with ${status}: ${detail}`);
  }
}
