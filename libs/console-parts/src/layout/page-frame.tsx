import { useLocation, useSearchParams } from 'wouter';
import { type Language, languageNames, languages } from '../words/catalogues.js';
import { type Theme, themes, usePreferences, useWords } from '../words/preferences.js';
import { Brand, Navigation, type Section, sections } from './navigation.js';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { textIn } from '../forms/inputs.js';
import { graphNamePattern, useAccess, useGraphName, useGraphs } from '../server/use-server.js';
import { ConnectionBanner } from '../feedback/states.js';
import { PageFailure } from '../feedback/problem-note.js';
import { closeBoard } from '../server/board-session.js';
import { session, signOut, useObserved } from '../server/session.js';
import { SearchDialog } from './search.js';

interface PageFrameProps {
  readonly children: ReactNode;
  /** Called as a reader signs out: what one asked is not for the next. */
  readonly onSignOut: () => void;
}

/** What stands around every page: skip link, name, graph, menu, switches. */
export function PageFrame({ children, onSignOut }: PageFrameProps) {
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
        <SearchDialog />
        <Navigation />
        <details className="frame__settings">
          <summary>{t('navigation.menu')}</summary>
          <PreferenceSwitches />
          <SignOut onSignOut={onSignOut} />
        </details>
      </header>
      <main id="content" className="frame__content" tabIndex={-1} ref={content}>
        <ConnectionBanner />
        <PageFailure key={path}>{children}</PageFailure>
      </main>
    </div>
  );
}

function SignOut({ onSignOut }: Pick<PageFrameProps, 'onSignOut'>) {
  const { t } = useWords();
  const { key } = useObserved(session);
  const isAdmin = useAccess().data?.role === 'admin';
  if (key === undefined) return undefined;
  const leave = () => {
    if (isAdmin) closeBoard();
    onSignOut();
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

const another = '';

/** Which graph the pages are about. The name of a new one is enough: it begins with its first statute. */
function GraphPicker() {
  const { t } = useWords();
  const graph = useGraphName();
  const open = useOpenGraph();
  const [naming, setNaming] = useState(false);
  const graphs = useGraphs().data?.items ?? [];
  const active = new Map(graphs.map(({ name, active: build }) => [name, build]));
  const names = [...new Set([...active.keys(), graph])].toSorted();
  const choose = (name: string) => (name === another ? setNaming(true) : open(name));
  return (
    <div className="graph-picker">
      <label className="field">
        <span>{t('graphPicker.label')}</span>
        <select value={graph} onChange={(event) => choose(event.target.value)}>
          {names.map((name) => (
            <option key={name} value={name}>
              {active.get(name) === undefined ? t('graphPicker.withoutBuild', { name }) : name}
            </option>
          ))}
          <option value={another}>{t('graphPicker.another')}</option>
        </select>
      </label>
      {naming && (
        <NameForm
          onName={(name) => {
            setNaming(false);
            open(name);
          }}
        />
      )}
    </div>
  );
}

function NameForm({ onName }: { readonly onName: (name: string) => void }) {
  const { t } = useWords();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onName(textIn(event.currentTarget, 'name'));
  };
  return (
    <form onSubmit={submit} className="graph-picker__form">
      <label className="field">
        <span>{t('graphPicker.name')}</span>
        <input name="name" required pattern={graphNamePattern} title={t('graphPicker.rule')} autoComplete="off" />
      </label>
      <button type="submit" className="button button--small">
        {t('graphPicker.open')}
      </button>
    </form>
  );
}

/** The same section of another graph; of what is further down, the other graph has its own. */
function useOpenGraph(): (name: string) => void {
  const [path, navigate] = useLocation();
  return (name) => {
    const section: Section = sections.find((each) => path.split('/')[3] === each) ?? 'statutes';
    navigate(`/graphs/${name}/${section}`);
  };
}
