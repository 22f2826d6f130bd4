import { useLocation } from 'wouter';
import { useWords } from '../words/use-words.js';
import { Brand, Navigation } from './navigation.js';
import { type ReactNode, useEffect, useRef } from 'react';
import { ConnectionBanner } from '../feedback/banners.js';
import { PageFailure } from '../feedback/problem-note.js';
import { PreferenceSwitches } from '../preferences/preference-switches.js';
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
  return (
    <button type="button" className="button button--small" onClick={signOut}>
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
