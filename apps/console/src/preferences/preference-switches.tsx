import { useSearchParams } from 'wouter';
import { type Language, languageNames, languages } from '../words/catalogues.js';
import { useWords } from '../words/use-words.js';
import { type Theme, themes, usePreferences } from './preferences.js';

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
