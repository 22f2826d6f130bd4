import './ask-page.css';
import type { UseQueryResult } from '@tanstack/react-query';
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
import { addressOf, type Asked, askedFrom, curlOf, type Mode } from './asked.js';
import { AnswerNotes, FoundArticles } from './found-articles.js';
import { type Answer, useCompared } from './use-answers.js';

/** What each way of searching makes of one query, side by side. */
export function ComparePage() {
  const { t } = useWords();
  const search = useSearch();
  const asked = useMemo(() => askedFrom(search), [search]);
  const answers = useCompared(asked);
  const isBuilt = useIsBuilt();
  const isMock = answers.some(({ data }) => data?.semantic === false);
  return (
    <>
      <PageTitle title={t('compare.title')}>
        <Link href={addressOf(asked)}>{t('compare.back')}</Link>
      </PageTitle>
      <div className="stack">
        {isMock && <MockBanner />}
        <AskForm key={search} asked={asked} page="compare" />
        {isBuilt === false && <NotBuilt />}
        {isBuilt !== false && asked.query !== '' && (
          <div className="compared">
            {asked.modes.map((mode, place) => (
              <Compared key={mode} asked={{ ...asked, mode }} answer={answers[place]} />
            ))}
          </div>
        )}
      </div>
    </>
  );
}

interface ComparedProps {
  readonly asked: Asked & { readonly mode: Mode };
  readonly answer: UseQueryResult<Answer> | undefined;
}

/** What one way of searching found: how long it took, what to know about it, the articles. */
function Compared({ asked, answer }: ComparedProps) {
  const { t } = useWords();
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
        {answer && <Fetched from={answer}>{(data) => <Found answer={data} query={asked.query} />}</Fetched>}
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

/** Which build answered, and how long each part of that took. */
export function Timings({ answer: { build, timings } }: { readonly answer: Answer }) {
  const { t, number } = useWords();
  const milliseconds = (value: number) => number(value, value < 10 ? 1 : 0);
  return (
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
  );
}
