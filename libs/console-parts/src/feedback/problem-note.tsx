import { Component, type ReactNode } from 'react';
import { ProblemError, ServerUnreachableError } from '@lexhop/client';
import type { WordKey } from '../words/catalogues.js';
import { useWords } from '../words/preferences.js';
import { Button } from '../forms/button.js';
import { ServerSentence } from './server-sentence.js';
import { Empty, NotBuilt } from './states.js';

/** Problems that the page has a hint for. */
const hinted = [
  'forbidden',
  'build-running',
  'build-state',
  'store-full',
  'store-unavailable',
  'store-memory',
  'upload-too-large',
  'statute-file-unreadable',
  'no-embedding-model',
  'embedding-space-unavailable',
  'query-space-mismatch',
  'index-contents-broken',
] as const;

/** What to do about an error; undefined where only its own sentence and the server's own hint can tell. */
function hintOf(error: unknown): WordKey | undefined {
  if (error instanceof ServerUnreachableError) return 'problem.hint.unreachable';
  if (!(error instanceof ProblemError)) return undefined;
  const known = hinted.find((code) => code === error.code);
  if (known) return `problem.hint.${known}`;
  return error.hint === undefined && (error.status === 503 || error.status === 429) ? 'problem.hint.busy' : undefined;
}

/** Nothing went wrong: what was asked for is not here. */
const absent: ReadonlySet<string> = new Set(['not-found', 'build-gone']);

/** Problems of which the reader's language tells all that the server's own sentence does. */
const toldWhole: ReadonlySet<string> = new Set([
  'build-gone',
  'build-running',
  'busy',
  'cross-site',
  'forbidden',
  'key-name-taken',
  'no-active-build',
  'no-statutes',
  'query-empty',
  'slow-request',
  'starting',
  'store-full',
  'too-many-requests',
  'unauthorized',
  'upload-too-large',
]);

interface ProblemNoteProps {
  readonly error: unknown;
  /** Absent where trying again is not up to the reader. */
  readonly onRetry?: () => void;
}

/**
 * An error: what to do about it first, then the server's own sentence, with its hint where the page has none. What is only not
 * here, or not built yet, is told as that and not as a failure.
 */
export function ProblemNote({ error, onRetry }: ProblemNoteProps) {
  const { t } = useWords();
  if (error instanceof ProblemError && error.code === 'no-active-build') return <NotBuilt />;
  if (error instanceof ProblemError && absent.has(error.code)) {
    return (
      <Empty title={t('problem.absent')}>
        <p>{t('problem.hint.not-found')}</p>
      </Empty>
    );
  }
  return <Failure error={error}>{onRetry && <Button onClick={onRetry}>{t('problem.retry')}</Button>}</Failure>;
}

interface FailureProps {
  readonly error: unknown;
  /** What the reader can do. */
  readonly children: ReactNode;
}

function Failure({ error, children }: FailureProps) {
  const { t } = useWords();
  const hint = hintOf(error);
  const isAway = error instanceof ServerUnreachableError;
  return (
    <div className="note note--problem" role="alert">
      <p className="note__title">{t(isAway ? 'connection.lost' : 'problem.title')}</p>
      {hint && <p>{t(hint)}</p>}
      {!isAway && (
        <p className="note__detail">
          <Sentence error={error} withHint={hint === undefined} />
        </p>
      )}
      {children}
    </div>
  );
}

function Sentence({ error, withHint }: { readonly error: unknown; readonly withHint: boolean }) {
  const { t } = useWords();
  if (!(error instanceof ProblemError)) {
    return (
      <>
        {t('problem.unexpected')} <span lang="en">{error instanceof Error ? error.message : String(error)}</span>
      </>
    );
  }
  const { code, facts, message, hint } = error;
  const sentence = withHint && hint ? `${message} ${hint}` : message;
  return <ServerSentence about="problem" said={{ ...facts, code, sentence }} withDetail={!toldWhole.has(code)} />;
}

interface PageFailureState {
  readonly error: unknown;
  readonly failed: boolean;
}

/** Catches what a page throws while it is drawn, a part of the page that could not be fetched among it, and offers to reload. */
export class PageFailure extends Component<{ readonly children: ReactNode }, PageFailureState> {
  override state: PageFailureState = { error: undefined, failed: false };

  static getDerivedStateFromError(error: unknown): PageFailureState {
    return { error, failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Failure error={this.state.error}>
        <ReloadButton />
      </Failure>
    );
  }
}

function ReloadButton() {
  const { t } = useWords();
  return <Button onClick={() => globalThis.location.reload()}>{t('problem.reload')}</Button>;
}
