import { lazy } from 'react';

/** Each page is a file of its own, fetched when it is first opened. */
export const AskPage = lazy(async () => ({ default: (await import('./ask/ask-page.js')).AskPage }));
export const BuildPage = lazy(async () => ({ default: (await import('./builds/build-page.js')).BuildPage }));
export const BuildsPage = lazy(async () => ({ default: (await import('./builds/builds-page.js')).BuildsPage }));
export const GraphPage = lazy(async () => ({ default: (await import('./graph/graph-page.js')).GraphPage }));
export const StatutesPage = lazy(async () => ({ default: (await import('./statutes/statutes-page.js')).StatutesPage }));
export const StatutePage = lazy(async () => ({
  default: (await import('./statutes/statute-page.js')).StatutePage,
}));
export const SystemPage = lazy(async () => ({ default: (await import('./system/system-page.js')).SystemPage }));
