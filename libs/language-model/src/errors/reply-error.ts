import type { Reply } from '../language-model.js';
import { LanguageModelError } from './language-model-error.js';

/** A reply came, and was paid for, but it is not what was asked for. */
export class ReplyError extends LanguageModelError {
  override readonly name = 'ReplyError';
  override readonly code = 'language-model-reply-unusable';

  constructor(
    model: string,
    readonly reply: Reply,
    /** What is wrong with the reply, as a sentence that can be shown to the model. */
    readonly fault: string,
  ) {
    super(model, `gave a reply of ${reply.text.length} characters that can't be used: ${fault}`);
  }
}
