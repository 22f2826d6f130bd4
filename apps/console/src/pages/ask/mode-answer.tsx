import type { UseQueryResult } from '@tanstack/react-query';
import type { Answer } from './answers.js';
import type { Asked, Mode } from './asked.js';
import { CopyButton, curlOf } from './copy-button.js';
import { Loading } from '../../feedback/states.js';
import { ProblemNote } from '../../feedback/problem-note.js';
import { useAccess } from '../../server/use-server.js';
import { useWords } from '../../words/use-words.js';
import { ResultCard } from './result-card.js';
import { namesOf } from '../../articles/article-names.js';

interface ModeAnswerProps {
  readonly graph: string;
  readonly mode: Mode;
  readonly asked: Asked;
  readonly answer: UseQueryResult<Answer> | undefined;
}

/** What one way of answering found: how long it took, what to know about it, the articles. */
export function ModeAnswer({ graph, mode, asked, answer }: ModeAnswerProps) {
  const { t } = useWords();
  const needsKey = useAccess().data?.keysRequired === true;
  const name = t(`ask.mode.${mode}`);
  return (
    <section className="answer stack" aria-labelledby={`answer-${mode}`}>
      <header className="answer__header">
        <div>
          <h2 id={`answer-${mode}`}>{name}</h2>
          <p className="quiet">{t(`ask.mode.${mode}.meaning`)}</p>
        </div>
        <CopyButton
          label={t('ask.curl')}
          name={t('ask.curl.of', { mode: name })}
          text={() => curlOf(globalThis.location.origin, graph, { asked, mode }, needsKey)}
        />
      </header>
      {answer?.isLoading && <Loading />}
      {answer?.error && <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer?.data && <Found graph={graph} answer={answer.data} query={asked.query} />}
    </section>
  );
}

interface FoundProps {
  readonly graph: string;
  readonly answer: Answer;
  readonly query: string;
}

function Found({ graph, answer, query }: FoundProps) {
  const words = useWords();
  const { t, number } = words;
  const { timings, build, results, notes } = answer;
  const names = namesOf(
    results.map(({ article }) => article),
    words,
  );
  const milliseconds = (value: number) => number(value, value < 10 ? 1 : 0);
  return (
    <>
      <p className="quiet">
        {t('ask.build', { build })}
        {' · '}
        {t('ask.timings', {
          total: milliseconds(timings.total),
          embed: milliseconds(timings.embed),
          search: milliseconds(timings.search),
          hop: milliseconds(timings.hop),
        })}
      </p>
      {notes.map(({ code, sentence }) => (
        <Note key={code} code={code} sentence={sentence} />
      ))}
      {results.length === 0 && <output>{t('ask.none')}</output>}
      <ol className="stack">
        {results.map((result) => (
          <li key={result.article.id}>
            <ResultCard graph={graph} result={result} query={query} names={names} />
          </li>
        ))}
      </ol>
    </>
  );
}

const knownNotes = [
  'nothing-to-search',
  'no-term-found',
  'no-vectors',
  'no-questions',
  'no-question-edges',
  'not-semantic',
] as const;

/** What the reader should know: in the page's words where the code is known, then the server's own sentence. */
function Note({ code, sentence }: { readonly code: string; readonly sentence: string }) {
  const { t } = useWords();
  const known = knownNotes.find((each) => each === code);
  return (
    <div className="note note--warning">
      {known && <p className="note__title">{t(`ask.note.${known}`)}</p>}
      <p className="note__detail" lang="en">
        {sentence}
      </p>
    </div>
  );
}
