import { useLocation, useSearchParams } from 'wouter';
import { languageNames, languages } from '../words/catalogues.js';
import { themes, usePreferences, useWords } from '../words/preferences.js';
import { Brand, Navigation, otherPathOf, sections } from './navigation.js';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../forms/button.js';
import { Field, Form, SelectField, textIn } from '../forms/inputs.js';
import { graphNamePattern, useAccess, useGraphName, useGraphs } from '../server/use-server.js';
import { ConnectionBanner } from '../feedback/connection-banner.js';
import { PageFailure } from '../feedback/problem-note.js';
import { closeBoard } from '../server/rest-client.js';
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
  const path = useGraphName() + useLocation()[0];
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
    <Button look="small" onClick={leave}>
      {t('session.signOut')}
    </Button>
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
  const keep = (name: 'lang' | 'theme', value: string) =>
    setParameters((before) => ({ ...Object.fromEntries(before), [name]: value }), { replace: true });
  return (
    <div className="preferences">
      <SelectField
        inline
        label={t('preferences.language')}
        value={language}
        options={languages.map((each) => ({ value: each, text: languageNames[each], lang: each }))}
        onChange={({ target }) => keep('lang', target.value)}
      />
      <SelectField
        inline
        label={t('preferences.theme')}
        value={theme}
        options={themes.map((each) => ({ value: each, text: t(`preferences.${each}`) }))}
        onChange={({ target }) => keep('theme', target.value)}
      />
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
  const choose = (name: string) => {
    setNaming(name === another);
    if (name !== another) open(name);
  };
  return (
    <div className="graph-picker">
      <SelectField
        label={t('graphPicker.label')}
        value={graph}
        options={[
          ...names.map((name) => ({
            value: name,
            text: active.get(name) === undefined ? t('graphPicker.withoutBuild', { name }) : name,
          })),
          { value: another, text: t('graphPicker.another') },
        ]}
        onChange={({ target }) => choose(target.value)}
      />
      {naming && <NameForm onName={choose} />}
    </div>
  );
}

function NameForm({ onName }: { readonly onName: (name: string) => void }) {
  const { t } = useWords();
  return (
    <Form className="graph-picker__form" onSubmit={(form) => onName(textIn(form, 'name'))}>
      <Field label={t('graphPicker.name')}>
        <input name="name" required pattern={graphNamePattern} title={t('graphPicker.rule')} autoComplete="off" />
      </Field>
      <Button type="submit" look="small">
        {t('graphPicker.open')}
      </Button>
    </Form>
  );
}

/** The same section of another graph; of what is further down, the other graph has its own. */
function useOpenGraph(): (name: string) => void {
  const [path, navigate] = useLocation();
  return (name) => {
    const section = sections.find((each) => path.split('/')[1] === each) ?? 'statutes';
    navigate(otherPathOf(name, section));
  };
}
