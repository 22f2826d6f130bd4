import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Route, Router, Switch } from 'wouter';
import {
  defaultGraph,
  keepPreferences,
  Loading,
  PageFrame,
  session,
  useAccess,
  useObserved,
  usePreferences,
} from '@lexhop/console-parts';
import { forgetQuestions } from './pages/ask/recent-questions.js';
import { HomePage, NotFoundPage, SignInPage } from './pages/small-pages.js';

/** A page is a file of its own, fetched when it is first opened. */
function page<Name extends string>(load: () => Promise<Readonly<Record<Name, ComponentType>>>, name: Name) {
  return lazy(async () => ({ default: (await load())[name] }));
}

const AskPage = page(() => import('./pages/ask/ask-page.js'), 'AskPage');
const ComparePage = page(() => import('./pages/ask/compare-page.js'), 'ComparePage');
const BuildPage = page(() => import('./pages/builds/build-page.js'), 'BuildPage');
const BuildsPage = page(() => import('./pages/builds/builds-page.js'), 'BuildsPage');
const GraphPage = page(() => import('./pages/graph/graph-page.js'), 'GraphPage');
const StatutesPage = page(() => import('./pages/statutes/statutes-page.js'), 'StatutesPage');
const StatutePage = page(() => import('./pages/statutes/statute-page.js'), 'StatutePage');
const SystemPage = page(() => import('./pages/system/system-page.js'), 'SystemPage');

/** Every address of the console. The server knows two of them: `/` and what begins with `/graphs/`. */
function Routes() {
  return (
    <Switch>
      <Route path="/graphs/:graph" nest>
        <PageFrame onSignOut={forgetQuestions}>
          <Suspense fallback={<Loading />}>
            <GraphRoutes />
          </Suspense>
        </PageFrame>
      </Route>
      <Route path="/">
        <OfNoGraph>
          <HomePage />
        </OfNoGraph>
      </Route>
      <Route>
        <OfNoGraph>
          <NotFoundPage />
        </OfNoGraph>
      </Route>
    </Switch>
  );
}

/** A page that is of no graph: from its menu the usual one is opened. */
function OfNoGraph({ children }: { readonly children: ReactNode }) {
  return (
    <Router base={`/graphs/${defaultGraph}`}>
      <PageFrame onSignOut={forgetQuestions}>{children}</PageFrame>
    </Router>
  );
}

function GraphRoutes() {
  return (
    <Switch>
      <Route path="/ask" component={AskPage} />
      <Route path="/ask/compare" component={ComparePage} />
      <Route path="/build" component={BuildsPage} />
      <Route path="/build/:number" component={BuildPage} />
      <Route path="/graph" component={GraphPage} />
      <Route path="/statutes" component={StatutesPage} />
      <Route path="/statutes/:statute" component={StatutePage} />
      <Route path="/system" component={SystemPage} />
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  );
}

/** The whole console. */
export function Console({ queries }: { readonly queries: QueryClient }) {
  return (
    <QueryClientProvider client={queries}>
      <Router
        hrefs={(href) => keepPreferences(href, globalThis.location.search)}
        aroundNav={(navigate, to, options) => navigate(keepPreferences(to, globalThis.location.search), options)}
      >
        <Admitted />
      </Router>
    </QueryClientProvider>
  );
}

function Admitted() {
  usePreferencesOnPage();
  const { asked, key } = useObserved(session);
  const access = useAccess();
  const withoutKey = access.data?.keysRequired === true && key === undefined;
  return asked || withoutKey ? <SignInPage /> : <Routes />;
}

function usePreferencesOnPage(): void {
  const { language, theme } = usePreferences();
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
}
