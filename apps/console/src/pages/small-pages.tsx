import { Redirect } from 'wouter';
import type { Schema } from '@lexhop/client';
import {
  Brand,
  Button,
  defaultGraph,
  Empty,
  Fetched,
  Field,
  Form,
  otherPathOf,
  PageTitle,
  PreferenceSwitches,
  session,
  signIn,
  textIn,
  useGraphs,
  useObserved,
  useWords,
} from '@lexhop/console-parts';

/** Leads to where the reader can begin: asking a graph that is built, or giving statutes to one that is not. */
export function HomePage() {
  return <Fetched from={useGraphs()}>{({ items }) => <Redirect to={beginningOf(items)} replace />}</Fetched>;
}

function beginningOf(graphs: Schema<'GraphList'>['items']): string {
  const built = graphs.filter(({ active }) => active !== undefined);
  const graph = built.find(({ name }) => name === defaultGraph) ?? built[0];
  return graph ? otherPathOf(graph.name, 'ask') : otherPathOf(defaultGraph, 'statutes');
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
  return (
    <main className="sign-in">
      <Brand />
      <PageTitle title={t('signIn.title')} />
      <p>{t('signIn.explanation')}</p>
      <Form className="stack" onSubmit={(form) => signIn(textIn(form, 'key'))}>
        <Field label={t('signIn.key')}>
          <input name="key" type="password" required autoComplete="off" spellCheck={false} />
        </Field>
        {key !== undefined && (
          <p className="note note--problem" role="alert">
            {t('signIn.refused')}
          </p>
        )}
        <Button type="submit" look="primary">
          {t('signIn.submit')}
        </Button>
      </Form>
      <p className="quiet">{t('signIn.where')}</p>
      <PreferenceSwitches />
    </main>
  );
}
