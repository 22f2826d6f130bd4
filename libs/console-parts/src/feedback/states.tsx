import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { pathOf } from '../layout/navigation.js';
import { useWords } from '../words/preferences.js';

/** There is nothing here yet: says so, and what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="empty">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** The graph has no build that answers: says so, and leads to the first step that is missing. */
export function NotBuilt() {
  const { t } = useWords();
  return (
    <Empty title={t('notBuilt.title')}>
      <p>{t('problem.hint.no-active-build')}</p>
      <Link href={pathOf('build')} className="button button--primary">
        {t('notBuilt.build')}
      </Link>
    </Empty>
  );
}

/** Stands above whatever comes of a build whose vectors are the mock's. */
export function MockBanner() {
  const { t } = useWords();
  return (
    <p className="banner banner--mock" role="note">
      <strong>{t('mock.banner')}</strong>
      <Link href={pathOf('system')}>{t('mock.why')}</Link>
    </p>
  );
}

/** Something is on its way. */
export function Loading() {
  const { t } = useWords();
  return <output className="loading">{t('loading.label')}</output>;
}
