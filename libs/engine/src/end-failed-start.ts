import { asError, LexHopError } from '@lexhop/foundation';

/**
 * Ends a process that could not start: one sentence on standard error, with what to do about it, and exit code 2 for a setting that can't
 * work, 3 where it may start later without a change, else 1.
 */
export function endFailedStart(thrown: unknown): never {
  const error = asError(thrown);
  // What LexHop raises on purpose is a sentence for people; anything else needs its stack.
  const isForeseen = error instanceof LexHopError;
  const sentence = isForeseen ? [error.message, error.hint].filter(Boolean).join(' ') : error.stack;
  process.stderr.write(`${sentence ?? error.message}\n`);
  process.exit(exitCodeOf(error));
}

function exitCodeOf(error: Error): 1 | 2 | 3 {
  if (!(error instanceof LexHopError)) return 1;
  if (error.code === 'setting-invalid') return 2;
  return error.retryable ? 3 : 1;
}
