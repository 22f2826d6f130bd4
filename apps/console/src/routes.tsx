import { Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Loading } from './feedback/states.js';
import { PageFrame } from './layout/page-frame.js';
import { HomePage, NotFoundPage } from './pages/small-pages.js';
import { AskPage, BuildPage, BuildsPage, GraphPage, StatutePage, StatutesPage, SystemPage } from './pages/pages.js';

/** Every address of the console. The server knows two of them: `/` and what begins with `/graphs/`. */
export function Routes() {
  return (
    <Switch>
      <Route path="/graphs/:graph/*?">
        <PageFrame>
          <Suspense fallback={<Loading />}>
            <GraphRoutes />
          </Suspense>
        </PageFrame>
      </Route>
      <Route>
        <PageFrame>
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
