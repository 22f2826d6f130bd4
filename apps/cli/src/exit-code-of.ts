import { LexHopError } from '@lexhop/foundation';
import { CommanderError } from 'commander';

const askedWrongly: ReadonlySet<string> = new Set([
  'bad-request',
  'setting-invalid',
  'query-empty',
  'file-unreadable',
  'file-unwritable',
  'statutes-unknown',
  'model-unknown',
  'embedding-output-missing',
  'embedding-file-invalid',
  'evaluation-file-invalid',
]);

/** 0 it only asked for help; 1 it failed, 2 it was asked wrongly, 3 it may work later (busy, unreachable, unavailable). */
export function exitCodeOf(error: Error): 0 | 1 | 2 | 3 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof LexHopError)) return 1;
  if (askedWrongly.has(error.code)) return 2;
  const status = 'status' in error ? error.status : undefined;
  return error.retryable || status === 503 || error.code === 'build-running' ? 3 : 1;
}
