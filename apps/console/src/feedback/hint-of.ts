import { ProblemError } from '@lexhop/client';
import { ServerUnreachableError } from '@lexhop/client';
import type { WordKey } from '../words/catalogues.js';

const hintByCode: Readonly<Record<string, WordKey>> = {
  forbidden: 'problem.hint.forbidden',
  'not-found': 'problem.hint.not-found',
  'build-gone': 'problem.hint.not-found',
  'no-active-build': 'problem.hint.no-active-build',
  'build-running': 'problem.hint.build-running',
  'build-state': 'problem.hint.build-state',
  'store-full': 'problem.hint.store-full',
  'store-unavailable': 'problem.hint.store-unavailable',
  'store-memory': 'problem.hint.store-memory',
  'upload-too-large': 'problem.hint.upload-too-large',
  'statute-file-unreadable': 'problem.hint.statute-file-unreadable',
  'no-embedding-model': 'problem.hint.no-embedding-model',
  'embedding-space-unavailable': 'problem.hint.embedding-space-unavailable',
  'query-space-mismatch': 'problem.hint.query-space-mismatch',
  'index-contents-broken': 'problem.hint.index-contents-broken',
};

/** What to do about an error; undefined where only its own sentence and the server's own hint can tell. */
export function hintOf(error: unknown): WordKey | undefined {
  if (error instanceof ServerUnreachableError) return 'problem.hint.unreachable';
  if (!(error instanceof ProblemError)) return undefined;
  const isBusy = error.hint === undefined && (error.status === 503 || error.status === 429);
  return hintByCode[error.code] ?? (isBusy ? 'problem.hint.busy' : undefined);
}
