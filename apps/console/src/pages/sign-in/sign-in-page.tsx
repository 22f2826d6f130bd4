import type { FormEvent } from 'react';
import { textIn } from '../../forms/text-in.js';
import { Brand } from '../../layout/brand.js';
import { PageTitle } from '../../layout/page-title.js';
import { PreferenceSwitches } from '../../preferences/preference-switches.js';
import { session, signIn } from '../../server/session.js';
import { useObserved } from '../../server/observed.js';
import { useWords } from '../../words/use-words.js';

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
