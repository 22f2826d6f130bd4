import { useMemo } from 'react';
import { usePreferences } from '../preferences/preferences.js';
import { type Words, wordsOf } from './catalogues.js';

export function useWords(): Words {
  const { language } = usePreferences();
  return useMemo(() => wordsOf(language), [language]);
}
