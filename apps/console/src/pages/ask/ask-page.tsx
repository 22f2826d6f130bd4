import './ask-page.css';
import { useEffect, useMemo } from 'react';
import { Link, useSearch } from 'wouter';
import {
  ArticleReader,
  Button,
  CopyButton,
  Empty,
  Fetched,
  MockBanner,
  namesOf,
  NotBuilt,
  PageTitle,
  useGraphName,
  useIsBuilt,
  useObserved,
  useWords,
} from '@lexhop/console-parts';
import { AnswerText } from './answer-text.js';
import { AskForm } from './ask-form.js';
import { addressOf, type Asked, askedFrom } from './asked.js';
import { AnswerNotes, FoundArticles, Timings } from './found-articles.js';
import { ReadingShown } from './reading-editor.js';
import { forgetQuestions, recentQuestions, remember, rememberQuestions } from './recent-questions.js';
import { type Answer, useAnswer, useExamples, useFound } from './use-answers.js';

/** A query and its answer, with the articles that it rests on to read beside it. */
export function AskPage() {
  const { t } = useWords();
  const graph = useGraphName();
  const search = useSearch();
  const asked = useMemo(() => askedFrom(search), [search]);
  const found = useFound(asked);
  useEffect(() => {
    if (found.isSuccess) remember({ graph, query: asked.query });
  }, [found.isSuccess, graph, asked.query]);
  const isAsked = asked.query !== '';
  return (
    <>
      <PageTitle title={t('ask.title')}>
        {isAsked && <CopyButton label={t('ask.share')} text={() => globalThis.location.href} />}
        <Link href={addressOf(asked, 'compare')}>{t('compare.title')}</Link>
      </PageTitle>
      <div className="ask" data-asked={isAsked}>
        <div className="ask__column stack">
          <AskForm key={JSON.stringify([asked.query, asked.statutes])} asked={asked} page="ask" />
          {found.data?.semantic === false && <MockBanner />}
          {!isAsked && <NothingAsked asked={asked} />}
          <Fetched from={found}>{(answer) => <Found asked={asked} answer={answer} />}</Fetched>
        </div>
        {found.data && <Reader asked={asked} answer={found.data} />}
      </div>
    </>
  );
}

interface FoundProps {
  readonly asked: Asked;
  readonly answer: Answer;
}

function Found({ asked, answer }: FoundProps) {
  const words = useWords();
  const { results, notes, reading } = answer;
  const told = useAnswer(asked, answer);
  const names = namesOf(
    results.map(({ article }) => article),
    words,
  );
  const toArticle = (id: string) => addressOf({ ...asked, read: id });
  const read = asked.read ?? results[0]?.article.id;
  return (
    <>
      {reading && <ReadingShown {...{ asked, reading, names }} />}
      {results.length > 0 && <AnswerText answer={told} names={names} toArticle={toArticle} />}
      <AnswerNotes notes={notes} />
      {results.length === 0 && <output>{words.t('ask.none')}</output>}
      <section className="stack" aria-labelledby="found">
        <h2 id="found">{words.t('ask.found')}</h2>
        <FoundArticles {...{ results, query: asked.query, reading, names, read, toArticle }} />
      </section>
      <Timings answer={answer} />
    </>
  );
}

/** The article that was chosen, else the best one. */
function Reader({ asked, answer }: FoundProps) {
  const { t } = useWords();
  const id = asked.read ?? answer.results[0]?.article.id;
  if (id === undefined) return undefined;
  return (
    <ArticleReader
      id={id}
      query={asked.query}
      toArticle={(other) => addressOf({ ...asked, read: other })}
      takesFocus={asked.read !== undefined}
      closing={
        <Link href={addressOf({ ...asked, read: undefined })} className="button button--small reader__close">
          {t('reader.close')}
        </Link>
      }
    />
  );
}

/** Before the first query: questions to begin with; or that the graph must be built first. */
function NothingAsked({ asked }: { readonly asked: Asked }) {
  const { t } = useWords();
  const isBuilt = useIsBuilt();
  const examples = useExamples().data ?? [];
  if (isBuilt === false) return <NotBuilt />;
  return (
    <>
      <Empty title={t('ask.waiting')}>
        <p>{t('ask.waiting.hint')}</p>
        {examples.length > 0 && <p className="quiet">{t('ask.examples')}</p>}
        <Questions asked={asked} questions={examples} />
      </Empty>
      <RecentQuestions asked={asked} />
    </>
  );
}

interface QuestionsProps {
  readonly asked: Asked;
  readonly questions: readonly string[];
}

function Questions({ asked, questions }: QuestionsProps) {
  return (
    <ul className="questions">
      {questions.map((query) => (
        <li key={query}>
          <Link href={addressOf({ ...asked, query })}>{query}</Link>
        </li>
      ))}
    </ul>
  );
}

/** What was asked on this device, and how to forget it, once or for good. */
function RecentQuestions({ asked }: { readonly asked: Asked }) {
  const { t } = useWords();
  const graph = useGraphName();
  const recent = useObserved(recentQuestions);
  const questions = (recent ?? []).filter((each) => each.graph === graph).map(({ query }) => query);
  return (
    <section className="stack stack--tight" aria-labelledby="recent">
      {questions.length > 0 && <h2 id="recent">{t('recent.title')}</h2>}
      <Questions asked={asked} questions={questions.slice(0, 6)} />
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
          <Button look="small" onClick={forgetQuestions}>
            {t('recent.forget')}
          </Button>
        )}
      </p>
    </section>
  );
}
