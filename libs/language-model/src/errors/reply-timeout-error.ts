import { LanguageModelError } from './language-model-error.js';

/** The provider did not answer in time. It may have worked, and charged, all the same. */
export class ReplyTimeoutError extends LanguageModelError {
  override readonly name = 'ReplyTimeoutError';
  override readonly code = 'language-model-timeout';
  override readonly retryable = true;
  override readonly hint = 'Raise LEXHOP_LLM_TIMEOUT_S where the model is slow.';

  constructor(
    model: string,
    readonly milliseconds: number,
  ) {
    super(model, `did not answer within ${milliseconds / 1000} s.`);
  }
}
