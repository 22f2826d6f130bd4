import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Router } from 'wouter';
import { SignInPage } from './pages/small-pages.js';
import { keepPreferences, usePreferences } from './words/preferences.js';
import { Routes } from './routes.js';
import { session, useObserved } from './server/session.js';
import { useAccess } from './server/use-server.js';

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
