import { Redirect } from 'wouter';
import type { FormEvent } from 'react';
import {
  Brand,
  defaultGraph,
  Empty,
  Loading,
  PageTitle,
  pathOf,
  PreferenceSwitches,
  ProblemNote,
  session,
  signIn,
  textIn,
  useGraphs,
  useObserved,
  useWords,
} from '@lexhop/console-parts';

/** Leads to where the reader can begin: asking a graph that is built, or giving statutes to one that is not. */
export function HomePage() {
  const { data, error, refetch } = useGraphs();
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const built = data.items.filter(({ active }) => active !== undefined).map(({ name }) => name);
  const [first] = built;
  if (first === undefined) return <Redirect to={pathOf(defaultGraph, 'statutes')} replace />;
  return <Redirect to={pathOf(built.includes(defaultGraph) ? defaultGraph : first, 'ask')} replace />;
}

export function NotFoundPage() {
  const { t } = useWords();
  return (
    <>
      <PageTitle title={t('notFound.title')} />
      <Empty title={t('notFound.title')}>
        <p>{t('notFound.hint')}</p>
      </Empty>
    </>
  );
}

/** Stands in place of the page whose request was refused; after a key is given, that page is there again. */
export function SignInPage() {
  const { t } = useWords();
  const { key } = useObserved(session);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    signIn(textIn(event.currentTarget, 'key'));
  };
  return (
    <main className="sign-in">
      <Brand />
      <PageTitle title={t('signIn.title')} />
      <p>{t('signIn.explanation')}</p>
      <form onSubmit={submit} className="stack">
        <label className="field">
          <span>{t('signIn.key')}</span>
          <input name="key" type="password" required autoComplete="off" spellCheck={false} />
        </label>
        {key !== undefined && (
          <p className="note note--problem" role="alert">
            {t('signIn.refused')}
          </p>
        )}
        <button type="submit" className="button button--primary">
          {t('signIn.submit')}
        </button>
      </form>
      <p className="quiet">{t('signIn.where')}</p>
      <PreferenceSwitches />
    </main>
  );
}
