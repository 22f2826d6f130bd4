import './ask-page.css';
import { useEffect, useMemo } from 'react';
import { Link, useSearch } from 'wouter';
import {
  ArticleReader,
  CopyButton,
  Empty,
  Loading,
  MockBanner,
  namesOf,
  NotBuilt,
  PageTitle,
  ProblemNote,
  useGraphName,
  useIsBuilt,
  useObserved,
  useWords,
} from '@lexhop/console-parts';
import { AnswerText } from './answer-text.js';
import { AskForm } from './ask-form.js';
import { addressOf, type Asked, askedFrom } from './asked.js';
import { Timings } from './compare-page.js';
import { AnswerNotes, FoundArticles } from './found-articles.js';
import { ReadingShown } from './reading-editor.js';
import { forgetQuestions, recentQuestions, remember, rememberQuestions } from './recent-questions.js';
import { type Answer, useAnswer, useExamples, useFound } from './use-answers.js';

/** A query and its answer, with the articles that it rests on to read beside it. */
export function AskPage() {
  const { t } = useWords();
  const graph = useGraphName();
  const search = useSearch();
  const asked = useMemo(() => askedFrom(search), [search]);
  const found = useFound(graph, asked);
  useEffect(() => {
    if (found.isSuccess) remember({ graph, query: asked.query });
  }, [found.isSuccess, graph, asked.query]);
  const isAsked = asked.query !== '';
  return (
    <>
      <PageTitle title={t('ask.title')}>
        {isAsked && <CopyButton label={t('ask.share')} text={() => globalThis.location.href} />}
        <Link href={addressOf(graph, asked, 'compare')}>{t('compare.title')}</Link>
      </PageTitle>
      <div className="ask" data-asked={isAsked}>
        <div className="ask__column stack">
          <AskForm key={JSON.stringify([asked.query, asked.statutes])} graph={graph} asked={asked} page="ask" />
          {found.data?.semantic === false && <MockBanner />}
          {!isAsked && <NothingAsked graph={graph} asked={asked} />}
          {found.isLoading && <Loading />}
          {found.error && <ProblemNote error={found.error} onRetry={() => void found.refetch()} />}
          {found.data && <Found graph={graph} asked={asked} answer={found.data} />}
        </div>
        {found.data && <Reader graph={graph} asked={asked} answer={found.data} />}
      </div>
    </>
  );
}

interface FoundProps {
  readonly graph: string;
  readonly asked: Asked;
  readonly answer: Answer;
}

function Found({ graph, asked, answer }: FoundProps) {
  const words = useWords();
  const { results, notes, reading } = answer;
  const told = useAnswer(graph, asked, answer);
  const names = namesOf(
    results.map(({ article }) => article),
    words,
  );
  const toArticle = (id: string) => addressOf(graph, { ...asked, read: id });
  const read = asked.read ?? results[0]?.article.id;
  return (
    <>
      {reading && <ReadingShown {...{ graph, asked, reading, names }} />}
      {results.length > 0 && <AnswerText answer={told} names={names} toArticle={toArticle} />}
      <AnswerNotes notes={notes} />
      {results.length === 0 && <output>{words.t('ask.none')}</output>}
      <section className="stack" aria-labelledby="found">
        <h2 id="found">{words.t('ask.found')}</h2>
        <FoundArticles {...{ graph, results, query: asked.query, reading, names, read, toArticle }} />
      </section>
      <Timings answer={answer} />
    </>
  );
}

/** The article that was chosen, else the best one. */
function Reader({ graph, asked, answer }: FoundProps) {
  const { t } = useWords();
  const id = asked.read ?? answer.results[0]?.article.id;
  if (id === undefined) return undefined;
  const { read: chosen, ...withoutArticle } = asked;
  return (
    <ArticleReader
      graph={graph}
      id={id}
      query={asked.query}
      toArticle={(other) => addressOf(graph, { ...asked, read: other })}
      takesFocus={chosen !== undefined}
      closing={
        <Link href={addressOf(graph, withoutArticle)} className="button button--small reader__close">
          {t('reader.close')}
        </Link>
      }
    />
  );
}

/** Before the first query: questions to begin with; or that the graph must be built first. */
function NothingAsked({ graph, asked }: { readonly graph: string; readonly asked: Asked }) {
  const { t } = useWords();
  const isBuilt = useIsBuilt(graph);
  const examples = useExamples(graph, isBuilt === true).data ?? [];
  if (isBuilt === false) return <NotBuilt />;
  return (
    <>
      <Empty title={t('ask.waiting')}>
        <p>{t('ask.waiting.hint')}</p>
        {examples.length > 0 && <p className="quiet">{t('ask.examples')}</p>}
        <Questions graph={graph} asked={asked} questions={examples} />
      </Empty>
      <RecentQuestions graph={graph} asked={asked} />
    </>
  );
}

interface QuestionsProps {
  readonly graph: string;
  readonly asked: Asked;
  readonly questions: readonly string[];
}

function Questions({ graph, asked, questions }: QuestionsProps) {
  return (
    <ul className="questions">
      {questions.map((query) => (
        <li key={query}>
          <Link href={addressOf(graph, { ...asked, query })}>{query}</Link>
        </li>
      ))}
    </ul>
  );
}

/** What was asked on this device, and how to forget it, once or for good. */
function RecentQuestions({ graph, asked }: { readonly graph: string; readonly asked: Asked }) {
  const { t } = useWords();
  const recent = useObserved(recentQuestions);
  const questions = (recent ?? []).filter((each) => each.graph === graph).map(({ query }) => query);
  return (
    <section className="stack stack--tight" aria-labelledby="recent">
      {questions.length > 0 && <h2 id="recent">{t('recent.title')}</h2>}
      <Questions graph={graph} asked={asked} questions={questions.slice(0, 6)} />
      <p className="row quiet">
        <label className="choice">
          <input
            type="checkbox"
            checked={recent !== undefined}
            onChange={({ target }) => rememberQuestions(target.checked)}
          />
          {t('recent.remember')}
        </label>
        {questions.length > 0 && (
          <button type="button" className="button button--small" onClick={forgetQuestions}>
            {t('recent.forget')}
          </button>
        )}
      </p>
    </section>
  );
}
