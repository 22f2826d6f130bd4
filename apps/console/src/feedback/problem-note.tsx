import { ProblemError } from '@lexhop/client';
import { ServerUnreachableError } from '@lexhop/client';
import { useWords } from '../words/use-words.js';
import { hintOf } from './hint-of.js';

interface ProblemNoteProps {
  readonly error: unknown;
  /** Absent where trying again is not up to the reader. */
  readonly onRetry?: () => void;
}

/** An error: what to do about it first, then the server's own sentence, with its hint where the page has none. */
export function ProblemNote({ error, onRetry }: ProblemNoteProps) {
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
  const [label, sentence] =
    error instanceof ProblemError
      ? [t('problem.serverSays'), [error.message, ...(withHint && error.hint ? [error.hint] : [])].join(' ')]
      : [t('problem.unexpected'), error instanceof Error ? error.message : String(error)];
  return (
    <p className="note__detail">
      {label} <span lang="en">{sentence}</span>
    </p>
  );
}
