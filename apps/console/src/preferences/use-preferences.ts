import { useMemo } from 'react';
import { useSearch } from 'wouter';
import { type Preferences, preferencesFrom } from './preferences.js';

/** The reader's language and theme. */
export function usePreferences(): Preferences {
  const search = useSearch();
  return useMemo(() => preferencesFrom(search, navigator.languages), [search]);
}
