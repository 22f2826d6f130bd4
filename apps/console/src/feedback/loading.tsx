import { useWords } from '../words/use-words.js';

/** Something is on its way. */
export function Loading() {
  const { t } = useWords();
  return <output className="loading">{t('loading.label')}</output>;
}
