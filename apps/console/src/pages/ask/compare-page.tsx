import './ask-page.css';
import { useMemo } from 'react';
import { Link, useSearch } from 'wouter';
import {
  CopyButton,
  Fetched,
  MockBanner,
  namesOf,
  NotBuilt,
  PageTitle,
  readingPathOf,
  useAccess,
  useGraphName,
  useIsBuilt,
  useWords,
} from '@lexhop/console-parts';
import { AskForm } from './ask-form.js';
import { addressOf, type Asked, askedFrom, curlOf } from './asked.js';
import { AnswerNotes, FoundArticles, Timings } from './found-articles.js';
import { type Answer, useFound } from './use-answers.js';

/** What each way of searching makes of one query, side by side. */
export function ComparePage() {
  const { t } = useWords();
  const search = useSearch();
  const asked = useMemo(() => askedFrom(search), [search]);
  const isBuilt = useIsBuilt();
  const [firstMode = asked.mode] = asked.modes;
  const first = useFound({ ...asked, mode: firstMode });
  return (
    <>
      <PageTitle title={t('compare.title')}>
        <Link href={addressOf(asked)}>{t('compare.back')}</Link>
      </PageTitle>
      <div className="stack">
        {first.data?.semantic === false && <MockBanner />}
        <AskForm key={search} asked={asked} page="compare" />
        {isBuilt === false && <NotBuilt />}
        {isBuilt !== false && asked.query !== '' && (
          <div className="compared">
            {asked.modes.map((mode) => (
              <Compared key={mode} asked={{ ...asked, mode }} />
            ))}
          </div>
        )}
      </div>
    </>
  );
}

/** What one way of searching found: how long it took, what to know about it, the articles. */
function Compared({ asked }: { readonly asked: Asked }) {
  const { t } = useWords();
  const found = useFound(asked);
  const graph = useGraphName();
  const needsKey = useAccess().data?.keysRequired === true;
  const name = t(`ask.mode.${asked.mode}`);
  return (
    <section className="answer stack" aria-labelledby={`answer-${asked.mode}`}>
      <header className="answer__header">
        <div>
          <h2 id={`answer-${asked.mode}`}>{name}</h2>
          <p className="quiet">{t(`ask.mode.${asked.mode}.meaning`)}</p>
        </div>
        <CopyButton
          label={t('ask.curl')}
          name={t('ask.curl.of', { mode: name })}
          text={() => curlOf(globalThis.location.origin, graph, asked, needsKey)}
        />
      </header>
      <div className="stack">
        <Fetched from={found}>{(answer) => <Found answer={answer} query={asked.query} />}</Fetched>
      </div>
    </section>
  );
}

interface FoundProps {
  readonly answer: Answer;
  readonly query: string;
}

function Found({ answer, query }: FoundProps) {
  const words = useWords();
  const { results, notes, reading } = answer;
  const names = namesOf(
    results.map(({ article }) => article),
    words,
  );
  return (
    <>
      <Timings answer={answer} />
      <AnswerNotes notes={notes} />
      {results.length === 0 && <output>{words.t('ask.none')}</output>}
      <FoundArticles {...{ results, query, reading, names }} toArticle={readingPathOf} />
    </>
  );
}
