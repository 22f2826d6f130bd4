import { PageTitle } from '../../layout/page-title.js';
import { useWords } from '../../words/use-words.js';

export function StatutesPage() {
  const { t } = useWords();
  return <PageTitle title={t('statutes.title')} />;
}
