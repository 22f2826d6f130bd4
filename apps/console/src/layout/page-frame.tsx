import { useLocation, useSearchParams } from 'wouter';
import { type Language, languageNames, languages } from '../words/catalogues.js';
import { type Theme, themes, usePreferences, useWords } from '../words/preferences.js';
import { Brand, Navigation } from './navigation.js';
import { type ReactNode, useEffect, useRef } from 'react';
import { ConnectionBanner } from '../feedback/states.js';
import { PageFailure } from '../feedback/problem-note.js';
import { forgetQuestions } from '../pages/ask/recent-questions.js';
import { session, signOut, useObserved } from '../server/session.js';
import { GraphPicker } from './graph-picker.js';

/** What stands around every page: skip link, name, graph, menu, switches. */
export function PageFrame({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  const [path] = useLocation();
  const content = useContentFocus(path);
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t('navigation.skip')}
      </a>
      <header className="frame__side">
        <Brand />
        <GraphPicker />
        <Navigation />
        <details className="frame__settings">
          <summary>{t('navigation.menu')}</summary>
          <PreferenceSwitches />
          <SignOut />
        </details>
      </header>
      <main id="content" className="frame__content" tabIndex={-1} ref={content}>
        <ConnectionBanner />
        <PageFailure key={path}>{children}</PageFailure>
      </main>
    </div>
  );
}

function SignOut() {
  const { t } = useWords();
  const { key } = useObserved(session);
  if (key === undefined) return undefined;
  const leave = () => {
    // What one reader asked is not for the next.
    forgetQuestions();
    signOut();
  };
  return (
    <button type="button" className="button button--small" onClick={leave}>
      {t('session.signOut')}
    </button>
  );
}

/** After a change of page, a screen reader and the tab key begin at the page, not at the menu that was left. */
function useContentFocus(path: string) {
  const content = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    content.current?.focus({ preventScroll: true });
    // An address that names a place in its page is scrolled to by that page.
    if (globalThis.location.hash === '') globalThis.scrollTo({ top: 0 });
  }, [path]);
  return content;
}

/** Language and light or dark. */
export function PreferenceSwitches() {
  const { t } = useWords();
  const { language, theme } = usePreferences();
  const [, setParameters] = useSearchParams();
  const keep = (name: 'lang' | 'theme', value: Language | Theme) =>
    setParameters((before) => ({ ...Object.fromEntries(before), [name]: value }), { replace: true });
  return (
    <div className="preferences">
      <label className="field field--inline">
        <span>{t('preferences.language')}</span>
        <select value={language} onChange={(event) => keep('lang', event.target.value as Language)}>
          {languages.map((each) => (
            <option key={each} value={each} lang={each}>
              {languageNames[each]}
            </option>
          ))}
        </select>
      </label>
      <label className="field field--inline">
        <span>{t('preferences.theme')}</span>
        <select value={theme} onChange={(event) => keep('theme', event.target.value as Theme)}>
          {themes.map((each) => (
            <option key={each} value={each}>
              {t(`preferences.${each}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
