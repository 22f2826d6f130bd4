import { LexHopError } from '@lexhop/foundation';

const askedWrongly: ReadonlySet<string> = new Set([
  'bad-request',
  'setting-invalid',
  'query-empty',
  'file-unreadable',
  'model-unknown',
  'embedding-output-missing',
  'embedding-file-invalid',
  'evaluation-file-invalid',
]);

/** 1 it failed, 2 it was asked wrongly, 3 it may work later (busy, unreachable, unavailable). */
export function exitCodeOf(error: Error): 1 | 2 | 3 {
  if (!(error instanceof LexHopError)) return 1;
  if (askedWrongly.has(error.code)) return 2;
  const status = 'status' in error ? error.status : undefined;
  return error.retryable || status === 503 || error.code === 'build-running' ? 3 : 1;
}
