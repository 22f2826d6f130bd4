import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import { Route, Router, Switch } from 'wouter';
import {
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
      <Route path="/graphs/:graph/*?">
        <PageFrame onSignOut={forgetQuestions}>
          <Suspense fallback={<Loading />}>
            <GraphRoutes />
          </Suspense>
        </PageFrame>
      </Route>
      <Route>
        <PageFrame onSignOut={forgetQuestions}>
          <Switch>
            <Route path="/">
              <HomePage />
            </Route>
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </PageFrame>
      </Route>
    </Switch>
  );
}

function GraphRoutes() {
  return (
    <Switch>
      <Route path="/graphs/:graph/ask" component={AskPage} />
      <Route path="/graphs/:graph/ask/compare" component={ComparePage} />
      <Route path="/graphs/:graph/build" component={BuildsPage} />
      <Route path="/graphs/:graph/build/:number" component={BuildPage} />
      <Route path="/graphs/:graph/graph" component={GraphPage} />
      <Route path="/graphs/:graph/statutes" component={StatutesPage} />
      <Route path="/graphs/:graph/statutes/:statute" component={StatutePage} />
      <Route path="/graphs/:graph/system" component={SystemPage} />
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
