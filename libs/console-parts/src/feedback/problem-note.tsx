import { ProblemError, ServerUnreachableError } from '@lexhop/client';
import { type WordKey } from '../words/catalogues.js';
import { useWords } from '../words/preferences.js';
import { Empty, NotBuilt, ServerSentence } from './states.js';
import { Component, type ReactNode } from 'react';

const hintByCode: Readonly<Record<string, WordKey>> = {
  forbidden: 'problem.hint.forbidden',
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
  if (error instanceof ProblemError && error.code === 'no-active-build') return <NotBuilt />;
  if (error instanceof ProblemError && absent.has(error.code)) return <Absent />;
  return <Failure error={error} {...(onRetry && { onRetry })} />;
}

function Absent() {
  const { t } = useWords();
  return (
    <Empty title={t('problem.absent')}>
      <p>{t('problem.hint.not-found')}</p>
    </Empty>
  );
}

function Failure({ error, onRetry }: ProblemNoteProps) {
  const { t } = useWords();
  const hint = hintOf(error);
  return (
    <div className="note note--problem" role="alert">
      <p className="note__title">
        {error instanceof ServerUnreachableError ? t('connection.lost') : t('problem.title')}
      </p>
      {hint && <p>{t(hint)}</p>}
      <Sentence error={error} withHint={hint === undefined} />
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          {t('problem.retry')}
        </button>
      )}
    </div>
  );
}

interface SentenceProps {
  readonly error: unknown;
  readonly withHint: boolean;
}

function Sentence({ error, withHint }: SentenceProps) {
  const { t } = useWords();
  if (error instanceof ServerUnreachableError) return undefined;
  if (!(error instanceof ProblemError)) {
    return (
      <p className="note__detail">
        {t('problem.unexpected')} <span lang="en">{error instanceof Error ? error.message : String(error)}</span>
      </p>
    );
  }
  const sentence = [error.message, ...(withHint && error.hint ? [error.hint] : [])].join(' ');
  return (
    <p className="note__detail">
      <ServerSentence
        about="problem"
        said={{ ...error.facts, code: error.code, sentence }}
        withDetail={!toldWhole.has(error.code)}
      />
    </p>
  );
}

interface PageFailureProps {
  readonly children: ReactNode;
}

interface PageFailureState {
  readonly error: unknown;
  readonly failed: boolean;
}

/** Catches what a page throws while it is drawn, a part of the page that could not be fetched among it, and offers to reload. */
export class PageFailure extends Component<PageFailureProps, PageFailureState> {
  override state: PageFailureState = { error: undefined, failed: false };

  static getDerivedStateFromError(error: unknown): PageFailureState {
    return { error, failed: true };
  }

  override render() {
    return this.state.failed ? <Failed error={this.state.error} /> : this.props.children;
  }
}

function Failed({ error }: { readonly error: unknown }) {
  const { t } = useWords();
  return (
    <div className="note note--problem" role="alert">
      <p className="note__title">{t('problem.title')}</p>
      <p>{t('problem.unexpected')}</p>
      <p className="note__detail" lang="en">
        {error instanceof Error ? error.message : String(error)}
      </p>
      <button type="button" className="button" onClick={() => globalThis.location.reload()}>
        {t('problem.reload')}
      </button>
    </div>
  );
}
